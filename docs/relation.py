"""Draws how a relation went, week by week, from the records that `servanda export --format csv` wrote.

usage: relation.py RECORDS.CSV PLOT.SVG [CODE CODE]    of two parties, or of all
needs pandas and matplotlib
"""

import sys

import matplotlib

matplotlib.use("svg")
# The same records give the same file.
matplotlib.rcParams.update({"svg.hashsalt": "servanda", "svg.fonttype": "none", "font.size": 9})

import matplotlib.pyplot as plt
import pandas as pd

KINDS = {1: ("in words", "#7fb3d5"), 2: ("in deeds", "#1f618d"), 3: ("in words", "#f0b27a"), 4: ("in deeds", "#b9471e")}


def held(path, parties):
    records = pd.read_csv(path, keep_default_na=False, na_values=[""], parse_dates=["first_day", "published"])
    records = records[records["state"].isin(["held", "ongoing", "resumed"])]
    sides = records["actors"].fillna("") + "|" + records["recipients"].fillna("")
    for party in parties:
        records = records[sides.loc[records.index].str.split("|").map(lambda codes: party in codes)]
    # Where a dealing has no day of its own, the day of the page that reports it is the nearest that is known. What was held does not lie
    # after its report: then the day is the term of a word that was given.
    return records.assign(day=records[["first_day", "published"]].min(axis=1)).dropna(subset=["day"])


def main():
    source, target, *parties = sys.argv[1:]
    records = held(source, parties)
    weeks = records.groupby([pd.Grouper(key="day", freq="W-MON", label="left", closed="left"), "quad"])["score"].sum().unstack(fill_value=0)
    weeks = weeks[(weeks != 0).any(axis=1)]
    figure, axes = plt.subplots(figsize=(7.5, 3))
    above, below = pd.Series(0.0, weeks.index), pd.Series(0.0, weeks.index)
    for quad, (word, colour) in KINDS.items():
        if quad not in weeks:
            continue
        ground = above if quad < 3 else below
        label = f"{'cooperation' if quad < 3 else 'conflict'} {word}"
        axes.bar(weeks.index, weeks[quad], bottom=ground, width=6, color=colour, label=label)
        ground += weeks[quad]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel("score of what was held")
    axes.set_title("-".join(parties) if parties else "All parties, week by week", loc="left")
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.legend(frameon=False, ncols=2)
    figure.autofmt_xdate()
    figure.tight_layout()
    figure.savefig(target, metadata={"Date": None})


main()
