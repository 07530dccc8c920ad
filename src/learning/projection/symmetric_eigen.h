// All eigenvalues and eigenvectors of a real symmetric matrix: Householder's reduction to three diagonals, then QL with
// implicit shifts (Martin, Reinsch & Wilkinson 1968; Bowdler et al. 1968, Numer. Math. 11). O(n³).
#pragma once
#include <cstddef>
#include <vector>

namespace emo {

struct SymmetricEigen {
  std::vector<double> values;   // descending
  std::vector<double> vectors;  // row-major: row i is the unit eigenvector of values[i]
};
// matrix: row-major, n × n, finite.
SymmetricEigen symmetric_eigen(std::vector<double> matrix, std::size_t n);

}  // namespace emo
