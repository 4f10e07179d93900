"""How far can these methods be trusted? What was measured on labelled texts, and what changes planted in this folder show."""

import pandas as pd

from nbutils.evaluate.shares import with_share
from nbutils.evaluate.trials import by_kind, noise_floor, planted
from nbutils.packs.general import data
from nbutils.questions.reading import Reading, capital, count, number, reading
from nbutils.reports.figures import COLOURS, LINES, figure, new_figure
from nbutils.reports.text import Answer, answer
from nbutils.store import Audit

GROUPS = {"read": "read while building", "blind": "nobody read"}
PLANTED_OF_A_KIND = 12
_STRICT, _MATCH = "inconsistent pairs found, strict", "reports that match a labelled pair, strict"


def trust_in_short() -> Answer:
    """The answer of the notebook: how much of what is there is found, and how often a report is right, on unread texts."""
    totals, seen = data("measured.yaml")["totals"]["blind"], data("measured.yaml")["worklist"]["blind"]
    found, right = totals[_STRICT], totals[_MATCH]
    return answer(
        f"On labelled texts that nobody had read, the rules found {found[0]} of {found[1]} planted inconsistencies, and "
        f"{right[0]} of their {right[1]} reports were right. Who reads fifty passages of the list to read side by side sees "
        f"{seen['50'][0]} of {seen['50'][1]}, who reads two hundred {seen['200'][0]}. "
        "So a finding deserves a look, and no finding means little: most inconsistencies are still for a reader to see."
    )


def measured_totals() -> Reading:
    """What was found of what was labelled, read texts beside unread ones."""
    totals = data("measured.yaml")["totals"]
    rows = [
        {"measure": measure} | {GROUPS[group]: " of ".join(map(str, totals[group][measure])) for group in GROUPS}
        for measure in totals["read"]
        if "seen" not in measure
    ]
    caption = "Counts on labelled texts. What counts are those that nobody had read: the rules were written with the others."
    return reading("The two columns differ: what works on texts one has read works less on others.", pd.DataFrame(rows), caption)


def measured_rules() -> Reading:
    """How often each rule was right, with the interval that so few reports allow."""
    found = data("measured.yaml")["rules"]
    rows = [
        {"rule": rule, "texts": GROUPS[group], "reported": counts["reported"], "right": counts["right"]}
        for group in GROUPS
        for rule, counts in found[group].items()
    ]
    frame = pd.DataFrame(rows, columns=["rule", "texts", "reported", "right"])
    frame = with_share(frame, "right", "reported", "share right").sort_values(["rule", "texts"], ignore_index=True)
    few = int((frame["reported"] < 10).sum())
    sentence = f"{capital(count(few, 'row rests', 'rows rest'))} on fewer than ten reports: read the intervals, not the shares."
    return reading(sentence, frame, "Reports of each rule that match a label, with Wilson’s interval of 95 in 100.")


def seen_when_reading() -> Reading:
    """How much a reader of the worklist sees after so many passages, each corpus with weights that were fitted without it."""
    seen = data("measured.yaml")["worklist"]
    rows = [
        {"texts": GROUPS[group], "passages read": int(k), "seen": value / of}
        for group in GROUPS
        for k, (value, of) in seen[group].items()
    ]
    frame = pd.DataFrame(rows).sort_values(["texts", "passages read"], ignore_index=True)
    canvas, axes = new_figure(3.2)
    for place, (texts, line) in enumerate(frame.groupby("texts")):
        axes.plot(
            line["passages read"], line["seen"] * 100, color=COLOURS[place], linestyle=LINES[place], marker="o", label=texts
        )
    axes.set(xlabel="passages read", ylabel="of 100 labelled pairs seen", ylim=(0, 100), xlim=(0, None))
    canvas.legend(loc="outside upper left", ncols=2, fontsize=10)
    alt = "; ".join(f"{row['texts']}, {row['passages read']} read: {row['seen']:.0%}" for row in frame.to_dict("records"))
    caption = "What a reader sees who reads the worklist from its top; each corpus scored with weights fitted on the others."
    drawn = figure(canvas, name="seen", alt=f"Share of labelled pairs seen. {alt}.", caption=caption)
    return Reading("Reading on pays: every further passage shows some more.", frame, drawn)


def planted_changes(audit: Audit) -> Reading:
    """What becomes of changes planted in this folder's own sentences, and of near misses that must be left alone."""
    outcomes = planted(audit, most=PLANTED_OF_A_KIND)
    frame = by_kind(outcomes)
    changes = outcomes[~outcomes["near_miss"].astype(bool)]
    alarms = int(outcomes.loc[outcomes["near_miss"].astype(bool), "found"].sum())
    sentence = (
        f"Of {count(len(changes), 'planted change')} {number(int(changes['found'].sum()))} "
        f"{'was' if int(changes['found'].sum()) == 1 else 'were'} found; "
        f"{count(alarms, 'near miss was', 'near misses were')} reported."
    )
    shown = frame.rename(columns={"near_miss": "must be left alone", "read": "read as meant"}).drop(columns=["strict"])
    return reading(sentence, shown, "Sentences of this folder repeated with one thing changed, and what was found of them.")


def nothing_differs(audit: Audit) -> Reading:
    """The noise floor: findings inside one sentence, and between the folder and a copy of itself. Both should be none."""
    frame = noise_floor(audit)
    return reading("Where nothing differs nothing should be found.", frame, "Findings where nothing differs.")
