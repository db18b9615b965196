"""Computes the reference values of the confidence sequences by which candidates are judged.

    python3 -m venv /tmp/reference && /tmp/reference/bin/pip install -r test/reference/scripts/requirements.txt
    /tmp/reference/bin/python test/reference/scripts/expectSequences.py > test/reference/expected/sequences.json

No library of ours has them. Ranks of a quantile: every number of values is tried (the collector halves intervals), and
the mixture of binomial likelihoods over Beta(1/2, 1/2) is SciPy's beta-binomial distribution. Difference over moments:
Mantel and Haenszel's estimate from its fractions, and equation 7 of Waudby-Smith et al. (2024) as it is printed.
"""

import json

import numpy as np
import scipy
from scipy import stats

ALPHA = 0.05


def quantile_ranks(quantile, n):
    yes = np.arange(n + 1)
    mixture = stats.betabinom.logpmf(yes, n, 0.5, 0.5)
    kept = yes[mixture - stats.binom.logpmf(yes, n, quantile) <= np.log(1 / ALPHA)]
    lower, upper = int(kept.min()), int(kept.max()) + 1
    return {
        "quantile": quantile,
        "n": n,
        "lower": lower if lower >= 1 else None,
        "upper": upper if upper <= n else None,
    }


def over_moments(moments):
    x1, n1, x2, n2 = (np.array(column, dtype=float) for column in zip(*moments))
    both = (n1 > 0) & (n2 > 0)
    x1, n1, x2, n2 = x1[both], n1[both], x2[both], n2[both]
    total = n1 + n2
    # Numerators and denominator of Mantel and Haenszel (1959), as in Greenland and Robins (1985).
    value = np.sum((x1 * n2 - x2 * n1) / total) / np.sum(n1 * n2 / total)
    p1, p2 = (x1.sum() + 0.5) / (n1.sum() + 1), (x2.sum() + 0.5) / (n2.sum() + 1)
    t = np.sum(n1 * n2 / total)
    sigma = np.sqrt(np.sum((n1 * n2 / total) ** 2 * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2)) / t)
    rho = np.sqrt((-2 * np.log(ALPHA) + np.log(-2 * np.log(ALPHA) + 1)) / 2000)
    half = sigma * np.sqrt(2 * (t * rho**2 + 1) / (t**2 * rho**2) * np.log(np.sqrt(t * rho**2 + 1) / ALPHA))
    return {"moments": moments, "value": float(value), "interval": [float(value - half), float(value + half)]}


rng = np.random.default_rng(7)
GROWING = [
    [int(rng.binomial(a, 0.02)), a, int(rng.binomial(b, 0.01)), b]
    for a, b in [(20, 380), (0, 400), (35, 420), (200, 190), (240, 0), (310, 300)]
]

print(
    json.dumps(
        {
            "libraries": {"scipy": scipy.__version__, "numpy": np.__version__},
            "quantileSequence": [
                quantile_ranks(quantile, n) for quantile in (0.5, 0.95, 0.99) for n in (5, 37, 400, 12_345)
            ],
            "stratifiedDifference": [over_moments(GROWING), over_moments([[0, 300, 0, 900]])],
        },
        indent=1,
    )
)
