// A map on which near rows lie near each other: t-SNE (van der Maaten & Hinton 2008, JMLR 9:2579; Barnes–Hut: van der
// Maaten 2014, JMLR 15:3221), started from the principal components (Kobak & Berens 2019, Nat. Commun. 10:5416), with
// scikit-learn's steps. Computed in slices; the same rows give the same map whatever happens between them.
// Axes have no unit, and distances between far groups mean little.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "learning/projection/affinities.h"
#include "learning/projection/neighbours.h"
#include "learning/projection/repulsion.h"

namespace emo {

struct TsneOptions {
  double perplexity = 30.0;  // how many neighbours count, roughly; at most a third of the other rows
  double theta = 0.5;        // Barnes–Hut's, 0 … 0.7; 0: exact
  int iterations = 1000;     // in all
  int exaggerated = 250;     // of them with exaggerated attraction
  double exaggeration = 12.0;
  double learning_rate = 0.0;     // 0: rows / exaggeration / 4, at least 50
  std::size_t exact_rows = 1000;  // up to so many rows the exact forces cost about a millisecond
};

class Tsne {
 public:
  // rows: row-major, count × width, finite, width ≥ 1; copied. Best the principal components (Pca::positions, some 50
  // of them): the map starts from the first two columns.
  Tsne(std::span<const float> rows, std::size_t width, const TsneOptions& options = {});

  Tsne(const Tsne&) = delete;
  Tsne& operator=(const Tsne&) = delete;
  Tsne(Tsne&&) = default;
  Tsne& operator=(Tsne&&) = default;

  // One slice of work: some milliseconds up to 2000 rows; of 10 000 an iteration (20 ms), and once 0.1 s. False: the
  // map is complete, nothing was done. Allocates only between the search for neighbours and the first iteration.
  bool step();
  [[nodiscard]] bool done() const { return stage_ == Stage::done; }
  [[nodiscard]] float progress() const;  // 0 … 1
  [[nodiscard]] int iteration() const { return iteration_; }

  // x, y of each row, centred on 0, at any time: before the first iteration the principal components.
  [[nodiscard]] std::span<const float> positions() const { return shown_; }
  [[nodiscard]] double perplexity() const { return options_.perplexity; }  // after clamping
  // Σ p log (p / q) of the positions, in nats; 0 until the neighbours are known. O(rows²).
  [[nodiscard]] double divergence() const;

 private:
  enum class Stage : std::uint8_t { neighbours, descent, done };
  void start();
  void find_neighbours();
  void begin_descent();
  void iterate();
  void show();

  TsneOptions options_;
  std::size_t count_, width_, near_;  // rows, columns, neighbours a row
  std::vector<float> rows_;
  NeighbourTree tree_;
  std::vector<Neighbour> neighbours_;
  std::vector<double> shares_;
  Affinities affinities_;
  RepulsionTree repulsion_;
  std::vector<Place> places_, speed_, gain_, push_, gradient_;
  std::vector<float> shown_;
  std::size_t searched_ = 0;
  int iteration_ = 0;
  Stage stage_ = Stage::neighbours;
};

// The gradient of the Kullback–Leibler divergence by the places: 4 · (exaggeration · attraction − repulsion / Σ q).
// tree null or theta 0: exact. gradient: overwritten; push: scratch of the same size. Allocates nothing.
void tsne_gradient(const Affinities& affinities, std::span<const Place> places, double exaggeration, double theta,
                   RepulsionTree* tree, std::span<Place> push, std::span<Place> gradient);
double tsne_divergence(const Affinities& affinities, std::span<const Place> places);  // exact, O(n²)

}  // namespace emo
