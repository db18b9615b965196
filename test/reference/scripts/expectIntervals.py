"""Computes the reference values of the intervals, with SciPy and statsmodels where they have them.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectIntervals.py > test/reference/expected/intervals.json

Tango's interval, the two confidence sequences and DeLong's variance are in neither library: they are computed here from
the definitions in the papers, by another way than the collector's (root finding by Brent, cumulative sums, pairs of rows).
"""

import json

import numpy as np
import scipy
import statsmodels
from scipy import optimize, special, stats
from statsmodels.stats.proportion import confint_proportions_2indep

CONFIDENCE = 0.95


def newcombe(a, n, b, m):
    low, high = confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff", alpha=1 - CONFIDENCE)
    return {"first": [a, n], "second": [b, m], "interval": [float(low), float(high)]}


def tango(b, c, n):
    z = stats.norm.ppf((1 + CONFIDENCE) / 2)

    def score(delta):
        # The nuisance parameter maximises the likelihood under the difference delta: root of its quadratic.
        roots = np.roots([2 * n, -b - c + (2 * n - b + c) * delta, -c * delta * (1 - delta)])
        p21 = max(roots.real)
        return (b - c - n * delta) / np.sqrt(n * (2 * p21 + delta * (1 - delta)))

    estimate = (b - c) / n
    edge = 1e-12
    low = optimize.brentq(lambda d: score(d) - z, -1 + edge, estimate - edge, xtol=1e-15)
    high = optimize.brentq(lambda d: score(d) + z, estimate + edge, 1 - edge, xtol=1e-15)
    return {"onlyFirst": b, "onlySecond": c, "n": n, "interval": [low, high]}


def paired_delong(seed, n):
    rng = np.random.default_rng(seed)
    positive = rng.random(n) < 0.4
    first = np.round(rng.normal(positive * 1.0, 1), 1)
    second = np.round(0.6 * first + rng.normal(positive * 0.9, 0.8), 1)

    def placements(scores):
        up, down = scores[positive], scores[~positive]
        won = (up[:, None] > down[None, :]) + 0.5 * (up[:, None] == down[None, :])
        return won.mean(axis=1), won.mean(axis=0), won.mean()

    (v1, w1, area1), (v2, w2, area2) = placements(first), placements(second)
    covariance = np.cov(v1, v2) / positive.sum() + np.cov(w1, w2) / (~positive).sum()
    variance = covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]
    z = stats.norm.ppf((1 + CONFIDENCE) / 2)
    error = float(np.sqrt(variance))
    difference = float(area2 - area1)
    logit = special.logit(area1) + np.array([-1, 1]) * z * np.sqrt(covariance[0, 0]) / (area1 * (1 - area1))
    return {
        "first": first.tolist(),
        "second": second.tolist(),
        "positive": positive.astype(int).tolist(),
        "areas": [float(area1), float(area2)],
        "difference": difference,
        "interval": [difference - z * error, difference + z * error],
        "pValue": float(2 * stats.norm.sf(abs(difference) / error)),
        "logitIntervalOfFirst": special.expit(logit).tolist(),
    }


def bca(values, statistic, name, seed):
    values = np.array(values, dtype=float)
    result = stats.bootstrap(
        (values,), statistic, n_resamples=999, method="BCa", confidence_level=CONFIDENCE, rng=np.random.default_rng(seed)
    )
    return {
        "statistic": name,
        "values": values.tolist(),
        "estimate": float(statistic(values)),
        "leftOut": [float(statistic(np.delete(values, i))) for i in range(len(values))],
        "replicates": result.bootstrap_distribution.tolist(),
        "interval": [float(result.confidence_interval.low), float(result.confidence_interval.high)],
    }


def bca_of_f1(tp, fp, fn, tn, seed):
    """BCa by resampling the rows themselves; the interval is known up to the noise of its own resamples."""
    cells = np.repeat([0, 1, 2, 3], [tp, fp, fn, tn])

    def f1(sample, axis=-1):
        counts = [(sample == k).sum(axis=axis) for k in range(3)]
        return 2 * counts[0] / (2 * counts[0] + counts[1] + counts[2])

    result = stats.bootstrap(
        (cells,), f1, n_resamples=20_000, method="BCa", confidence_level=CONFIDENCE, batch=500, rng=np.random.default_rng(seed)
    )
    interval = result.confidence_interval
    return {"counts": [tp, fp, fn, tn], "estimate": float(f1(cells)), "interval": [float(interval.low), float(interval.high)]}


def rate_sequence(yes, n):
    mixture = special.betaln(0.5 + yes, 0.5 + n - yes) - special.betaln(0.5, 0.5)

    def excess(p):
        return mixture - special.xlogy(yes, p) - special.xlog1py(n - yes, -p) + np.log(1 - CONFIDENCE)

    edge = 1e-300
    low = 0.0 if yes == 0 else optimize.brentq(excess, edge, yes / n, xtol=1e-18, rtol=1e-14)
    high = 1.0 if yes == n else optimize.brentq(excess, yes / n, 1 - 1e-16, xtol=1e-18, rtol=1e-14)
    return {"yes": yes, "n": n, "interval": [low, high]}


def mean_sequence(seed, n):
    x = np.round(np.random.default_rng(seed).beta(2, 8, n), 4)
    t = np.arange(1, n + 1)
    mu = (0.5 + np.cumsum(x)) / (t + 1)
    variance = (0.25 + np.cumsum((x - mu) ** 2)) / (t + 1)
    before = lambda series, first: np.concatenate([[first], series[:-1]])
    log = np.log(2 / (1 - CONFIDENCE))
    bets = np.minimum(0.5, np.sqrt(2 * log / (before(variance, 0.25) * t * np.log(1 + t))))
    psi = (-np.log1p(-bets) - bets) / 4
    v = 4 * (x - before(mu, 0.5)) ** 2
    centre = np.cumsum(bets * x) / np.cumsum(bets)
    half = (log + np.cumsum(v * psi)) / np.cumsum(bets)
    low = np.maximum.accumulate(np.maximum(centre - half, 0))
    high = np.minimum.accumulate(np.minimum(centre + half, 1))
    moments = [1, 10, 50, n]
    return {"values": x.tolist(), "at": {str(m): [float(low[m - 1]), float(high[m - 1])] for m in moments}}


# Efron and Tibshirani (1993), table 14.1: spatial test data, A.
SPATIAL = [48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41]

rng = np.random.default_rng(7)
print(
    json.dumps(
        {
            "libraries": {
                "numpy": np.__version__,
                "scipy": scipy.__version__,
                "statsmodels": statsmodels.__version__,
            },
            "newcombe": [newcombe(*table) for table in [(56, 70, 48, 80), (9, 10, 3, 10), (10, 10, 0, 10), (5, 56, 0, 29), (812, 90_000, 640, 61_000)]],
            "tango": [tango(*table) for table in [(1, 7, 21), (40, 20, 160), (86, 150, 1600), (0, 5, 40), (1203, 1101, 40_000)]],
            "pairedDeLong": [paired_delong(11, 60), paired_delong(12, 200)],
            "bca": [
                bca(SPATIAL, lambda x, axis=-1: np.var(x, axis=axis), "variance", 1),
                bca(rng.exponential(3, 40).round(3), lambda x, axis=-1: np.mean(x, axis=axis), "mean", 2),
            ],
            "bcaOfF1": [bca_of_f1(50, 10, 20, 120, 3), bca_of_f1(300, 80, 41, 900, 4)],
            "rateSequence": [rate_sequence(*pair) for pair in [(0, 50), (3, 50), (50, 50), (12, 1000), (9_950, 10_000)]],
            "meanSequence": mean_sequence(5, 200),
        }
    )
)
