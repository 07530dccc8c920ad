// Principal components (Pearson 1901; Hotelling 1933) of a table of numbers: of the covariance of its columns or, with
// fewer rows than columns, of the rows' inner products. The figures are scikit-learn's (StandardScaler, PCA).
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "contract/result.h"

namespace emo {

struct PcaOptions {
  std::size_t components = 2;  // at most; see Pca::count
  bool standardise = true;     // each column to mean 0 and variance 1; else to mean 0
};

struct Pca {
  std::size_t width = 0;            // columns
  std::size_t count = 0;            // components: fewer than requested where there are fewer columns, or rows − 1
  std::vector<std::uint32_t> rows;  // those that positions are of, ascending; the others hold NaN or infinity
  std::uint32_t left_out = 0;       // so many others
  std::uint32_t constant = 0;       // columns that are the same in all rows: they say nothing and are not used
  std::vector<double> mean;         // by column
  std::vector<double> scale;        // by column: what is divided by; 0: constant
  std::vector<double> components;   // row-major, count × width, orthonormal; the largest entry of each is positive
  std::vector<double> variances;    // along each (of rows − 1), descending
  std::vector<double> shares;       // of the variance of all columns, 0 … 1
  std::vector<float> positions;     // row-major, rows.size() × count
};

// values: row-major, rows × width. Error: fewer than two rows without gaps, or no column varies.
Result<Pca> pca(std::span<const float> values, std::size_t width, const PcaOptions& options = {});

}  // namespace emo
