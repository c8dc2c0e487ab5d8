"""One selection in plain numpy, or scikit-learn for k-means, on one thread.

Usage: strategies_numpy.py TASK ITEMS COLUMNS CLASSES LABELED BATCH FEATURES.bin PROBABILITIES.bin. FEATURES holds
float32 rows, the labeled ones first; PROBABILITIES float64 rows of those not labeled. Only the first ITEMS rows are
looked at. Prints JSON: milliseconds of the selection alone, and MB of the process at most.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json  # noqa: E402
import resource  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402


def margin(x, p, labeled, batch):
    two = np.partition(p, -2, axis=1)[:, -2:]
    return np.argsort(two[:, 1] - two[:, 0], kind="stable")[:batch]


def entropy(x, p, labeled, batch):
    scores = -(p * np.log(np.maximum(p, 1e-12))).sum(axis=1)
    return np.argsort(-scores, kind="stable")[:batch]


def k_center(x, p, labeled, batch):
    pool = x[labeled:]
    squares = (pool**2).sum(axis=1)
    nearest = np.full(len(pool), np.inf, dtype=x.dtype)

    def lower(centre):
        np.minimum(nearest, squares - 2 * (pool @ centre) + centre @ centre, out=nearest)

    for centre in x[:labeled]:
        lower(centre)
    picks = []
    for _ in range(batch):
        picks.append(int(np.argmax(nearest)))
        lower(pool[picks[-1]])
    return picks


def k_means(x, p, labeled, batch):
    from sklearn.cluster import KMeans

    pool = x[labeled:]
    fitted = KMeans(n_clusters=batch, n_init=1, max_iter=50, random_state=0).fit(pool)
    return [int(((pool - centre) ** 2).sum(axis=1).argmin()) for centre in fitted.cluster_centers_]


TASKS = {"margin": margin, "entropy": entropy, "kCenterGreedy": k_center, "kMeans": k_means}


def main():
    task = TASKS[sys.argv[1]]
    items, columns, classes, labeled, batch = map(int, sys.argv[2:7])
    x = np.fromfile(sys.argv[7], dtype=np.float32, count=items * columns).reshape(items, columns)
    p = np.fromfile(sys.argv[8], count=(items - labeled) * classes).reshape(items - labeled, classes)
    if task is k_means:
        import sklearn.cluster  # noqa: F401  (loading it is not a selection)
    begun = time.perf_counter()
    picks = task(x, p, labeled, batch)
    ms = 1000 * (time.perf_counter() - begun)
    assert len(picks) == batch
    print(json.dumps({"ms": ms, "peakMb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


main()
