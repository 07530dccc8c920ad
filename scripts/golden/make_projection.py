"""Writes tests/golden/projection: made tables of numbers, and what scikit-learn 1.9.0 makes of them (StandardScaler, PCA,
TSNE, trustworthiness). Run it with a Python that has scikit-learn, from the top folder:
    python scripts/golden/make_projection.py
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities_nn
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

OUT = pathlib.Path(__file__).resolve().parents[2] / "tests" / "golden" / "projection"


def save(name, values):
    np.save(OUT / f"{name}.npy", np.ascontiguousarray(values, dtype="<f4"))


def principal(name, table, standardise):
    table = table.astype(np.float64)
    x = StandardScaler().fit_transform(table) if standardise else table
    count = min(3, min(table.shape) - (table.shape[0] <= table.shape[1]))
    made = PCA(count, svd_solver="full").fit(x)
    save(f"{name}.components", made.components_)
    save(f"{name}.variances", made.explained_variance_)
    save(f"{name}.shares", made.explained_variance_ratio_)
    save(f"{name}.positions", made.transform(x))


OUT.mkdir(exist_ok=True)
random = np.random.default_rng(2026)
mixing = random.normal(size=(7, 7))
tall = (random.normal(size=(40, 7)) * [5, 3, 2, 1, 0.7, 0.3, 0.1]) @ mixing + 100 * random.normal(size=7)
wide = random.normal(size=(6, 20)) * np.linspace(3, 1, 20)
for name, table in (("tall", tall.astype("f4")), ("wide", wide.astype("f4"))):
    save(name, table)
    principal(f"{name}.standardised", table, True)
    principal(f"{name}.centred", table, False)

# Three groups apart from each other, each a bent sheet in ten dimensions.
u, v = random.uniform(-1, 1, size=(2, 300))
group = np.arange(300) % 3
sheet = np.stack([u, v, u * v, u**2, np.sin(2 * v)], axis=1) @ random.normal(size=(5, 10))
groups = (3 * sheet + 12 * random.normal(size=(3, 10))[group] + 0.2 * random.normal(size=(300, 10))).astype("f4")
groups = PCA().fit_transform(groups.astype(np.float64)).astype("f4")  # columns in the order of their variance
save("groups", groups)

# One table has many good maps, and rounding decides between them: so the mean over slightly moved starts is the figure.
RUNS = 8
distances = NearestNeighbors(n_neighbors=90).fit(groups).kneighbors_graph(mode="distance")
distances.data **= 2
p = _joint_probabilities_nn(distances, 30, 0).toarray()


def divergence(y):
    """Exactly; scikit-learn's own figure of a Barnes-Hut run is as rough as its forces."""
    apart = ((y[:, None] - y[None]) ** 2).sum(-1)
    q = 1 / (1 + apart)
    np.fill_diagonal(q, 0)
    near = p > 0
    return float((p[near] * np.log(p[near] * q.sum() * (1 + apart[near]))).sum())


figures = {"scikit-learn": sklearn.__version__}
for method in ("exact", "barnes_hut"):
    found = []
    for _ in range(RUNS):
        start = groups[:, :2] / groups[:, 0].std() * 1e-4 + 1e-6 * random.normal(size=(300, 2))
        tsne = TSNE(perplexity=30, init=start.astype("f4"), learning_rate="auto", max_iter=1000, method=method)
        y = tsne.fit_transform(groups).astype(np.float64)
        found.append((divergence(y), trustworthiness(groups, y, n_neighbors=12)))
    mean = np.mean(found, axis=0)
    figures[method] = {"divergence": float(mean[0]), "trustworthiness": float(mean[1])}
(OUT / "figures.json").write_text(json.dumps(figures, indent=1) + "\n")
print(figures)
