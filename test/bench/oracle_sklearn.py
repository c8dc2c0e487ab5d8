"""scikit-learn's own loop over the problems of one benchmark: fit, predict and score, once per candidate.

Usage: oracle_sklearn.py HEADER.json ARRAYS.bin OUT.bin. The header names shapes, model and problems; the arrays hold
float64 features and labels of the labeled and of the evaluation rows. OUT gets one byte a predicted label. Prints the
processor time in milliseconds, which is that of the loop alone.
"""

import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402
import warnings  # noqa: E402

import numpy as np  # noqa: E402
from sklearn.linear_model import LogisticRegression  # noqa: E402
from sklearn.svm import SVC  # noqa: E402

warnings.filterwarnings("ignore")


def make(model, gamma, binary):
    if model == "svc":
        return SVC(C=1.0, kernel="rbf", gamma=gamma, random_state=0)
    return LogisticRegression(C=1.0, solver="lbfgs", max_iter=100 if binary else 500)


def main():
    header_path, arrays_path, out_path = sys.argv[1:4]
    with open(header_path, encoding="utf-8") as file:
        header = json.load(file)
    rows, evaluation, columns = header["rows"], header["evaluation"], header["columns"]
    arrays = np.fromfile(arrays_path)
    x = arrays[: rows * columns].reshape(rows, columns)
    at = rows * columns
    x_eval = arrays[at : at + evaluation * columns].reshape(evaluation, columns)
    at += evaluation * columns
    y = arrays[at : at + rows].astype(np.int64)
    y_eval = arrays[at + rows : at + rows + evaluation].astype(np.int64)
    binary = header["classCount"] == 2
    predictions = []
    scores = []
    begin = time.process_time()
    for problem in header["problems"]:
        labeled = problem["labeled"]
        x_labeled, y_labeled = x[labeled], y[labeled]

        def score(x_train, y_train):
            fitted = make(header["model"], header["gamma"], binary).fit(x_train, y_train)
            predicted = fitted.predict(x_eval)
            predictions.append(predicted.astype(np.uint8))
            scores.append(np.mean(predicted == y_eval))

        score(x_labeled, y_labeled)
        for row in problem["candidates"]:
            score(np.append(x_labeled, x[row : row + 1], axis=0), np.append(y_labeled, y[row]))
    elapsed = time.process_time() - begin
    np.concatenate(predictions).tofile(out_path)
    print(json.dumps({"cpuMs": 1e3 * elapsed, "fits": len(scores)}))


main()
