"""
Evidence of drift, hour by hour, for test/reference/evidence.test.ts.

    python test/reference/scripts/expectEvidence.py > test/reference/expected/evidence.json

The same e-detector by other means: the greatest mean over a neighbourhood in total variation is a linear program
(scipy.optimize.linprog), the clips of Huber's ratio are roots (scipy.optimize.brentq), and what is usual at an hour is
counted anew from all hours before it. Ten days of counts of two features, in two segments, drawn with a seed; the
shares of one segment change on the ninth day.
"""

import json
import sys

import numpy as np
import scipy
from scipy.optimize import brentq, linprog

HARMLESS, JUMPS, PRIOR, FADING, DOUBTED = 0.1, (0.1, 0.3, 0.6, 0.9), 20, 0.5 ** (1 / 6), 20
THRESHOLD = np.log(50 * 7 * 24)
HOURS = 240
COLUMNS = {"colour": [4000, 3000, 2000, 1000], "size": [6000, 3000, 1000]}


def sampling_error(shares, rows):
    return 0.5 * np.sum(np.sqrt(2 * shares * (1 - shares) / (np.pi * rows)))


def greatest_mean(scores, shares, radius):
    """max p·scores, p a distribution with ½ Σ |p − shares| ≤ radius; p = shares + up − down."""
    k = len(scores)
    lower = np.concatenate([scores, -scores])
    found = linprog(
        -lower,
        A_ub=np.vstack([np.concatenate([np.ones(k), np.ones(k)]), np.hstack([-np.eye(k), np.eye(k)])]),
        b_ub=np.concatenate([[2 * radius], shares]),
        A_eq=[np.concatenate([np.ones(k), -np.ones(k)])],
        b_eq=[0],
        bounds=[(0, None)] * (2 * k),
        method="highs",
    )
    return float(scores @ shares - found.fun)


def clipped(alternative, shares, radius):
    over = lambda clip: np.sum(np.maximum(0, alternative / clip - shares)) - radius
    under = lambda clip: np.sum(np.maximum(0, shares - alternative / clip)) - radius
    upper = brentq(over, 1, 1 / radius, xtol=1e-14)
    lower = brentq(under, 1e-12, 1, xtol=1e-14)
    ratio = np.divide(alternative, shares, out=np.full_like(shares, np.inf), where=shares > 0)
    ratio[(shares == 0) & (alternative == 0)] = lower
    return np.clip(ratio, lower, upper)


class Stream:
    def __init__(self, baseline, bins):
        self.baseline, self.bins = baseline, bins
        self.jumps = np.zeros((bins, len(JUMPS)))
        self.learned, self.recent, self.past, self.wealth = 1.0, np.zeros(bins), {}, 1.0

    def usual(self, hour):
        # The hour itself and the one after it on the seven days before, the one before it also today.
        near = lambda days, shift: [self.past[h] for d in days if (h := hour + shift - 24 * d) in self.past]
        same = near(range(1, 8), 0)
        if len(same) < 3:
            return None
        counts = sum(same + near(range(0, 7), -1) + near(range(1, 8), 1))
        rows = counts.sum()
        return None if rows < 200 else (counts / rows, HARMLESS + sampling_error(counts / rows, rows))

    def add(self, hour, counts):
        usual = self.usual(hour)
        healthy = [usual] if usual else []
        if self.baseline:
            shares, radius = self.baseline
            healthy.append((shares, radius if usual else radius + HARMLESS))
        if healthy:
            self.wealth = (self.bet_on_jumps(counts, healthy) + self.bet_on_recent(counts, healthy)) / 2
        self.recent = self.recent * FADING + counts
        if not (usual and self.wealth >= DOUBTED):
            self.past[hour] = counts

    def bet_on_jumps(self, counts, healthy):
        rows, total = counts.sum(), 0.0
        for k in range(self.bins):
            bound = min(1, max(shares[k] + radius for shares, radius in healthy))
            # Bets that lose with nothing won begin anew.
            if (bound >= 1 or counts[k] <= bound * rows) and not (self.jumps[k] > 1).any():
                continue
            for j, jump in enumerate(JUMPS):
                share = bound + (1 - bound) * jump
                log = 0 if bound == 1 else counts[k] * np.log(share / bound) + (rows - counts[k]) * np.log((1 - share) / (1 - bound))
                self.jumps[k, j] = np.exp(min(300, np.log(max(1, self.jumps[k, j])) + log))
                total += self.jumps[k, j]
        return total / self.jumps.size

    def bet_on_recent(self, counts, healthy):
        rows = PRIOR + self.recent.sum()
        far = []
        for shares, radius in healthy:
            mixed = (PRIOR * shares + self.recent) / rows
            far.append(0.5 * np.abs(mixed - shares).sum() - radius)
        if min(far) <= 0:
            self.learned = max(1, self.learned / 2)
            return self.learned
        shares, radius = healthy[int(np.argmin(far))]
        scores = clipped((PRIOR * shares + self.recent) / rows, shares, radius)
        fair = max(greatest_mean(scores, *one) for one in healthy)
        gain = counts @ np.log(scores / fair)
        self.learned = np.exp(min(300, np.log(max(1, self.learned)) + gain))
        return self.learned

    def restart(self):
        self.jumps[:], self.learned, self.wealth = 0, 1.0, 1.0


def main():
    rng = np.random.default_rng(20261001)
    segments = ["client = web", "client = mobile"]
    whole = []
    for counts in COLUMNS.values():
        shares = np.array(counts + [0, 0, 0]) / sum(counts)
        whole.append(Stream((shares, HARMLESS + sampling_error(shares, sum(counts))), len(shares)))
    parts = [Stream(None, len(counts) + 3) for _ in segments for counts in COLUMNS.values()]
    streams = whole + parts
    weights = [0.5 / len(whole)] * len(whole) + [0.5 / len(parts)] * len(parts)
    hours = []
    for hour in range(HOURS):
        season = 0.06 * np.sin(2 * np.pi * (hour % 24) / 24)
        rows = int(60 + 40 * np.sin(2 * np.pi * (hour % 24 - 9) / 24))
        counts = []
        for segment in segments:
            colour = np.array([0.4 + season, 0.3, 0.2 - season, 0.1, 0, 0, 0])
            size = np.array([0.6, 0.3, 0.1, 0, 0, 0])
            if segment == "client = mobile" and 192 <= hour < 204:
                colour = np.array([0.2, 0.15, 0.3, 0.35, 0, 0, 0])
            if segment == "client = web" and 220 <= hour < 224:
                size = np.array([0.2, 0.07, 0.03, 0, 0.7, 0])
            counts += [rng.multinomial(rows, colour), rng.multinomial(rows, size)]
        counts = [counts[0] + counts[2], counts[1] + counts[3], *counts]
        for stream, one in zip(streams, counts):
            stream.add(hour, one.astype(float))
        parts_of_all = [weight * stream.wealth for weight, stream in zip(weights, streams)]
        log = float(np.log(sum(parts_of_all)))
        if log >= THRESHOLD:
            for stream in streams:
                stream.restart()
        hours.append({"counts": [one.tolist() for one in counts], "logEvidence": log, "carrier": int(np.argmax(parts_of_all))})
    source = f"scripts/expectEvidence.py: scipy {scipy.__version__} linprog and brentq, numpy {np.__version__}"
    json.dump({"source": source, "columns": COLUMNS, "segments": segments, "hours": hours}, sys.stdout)


main()
