"""How the readers do on reports that they have not seen: what training prints, and what thresholds are set by."""

from __future__ import annotations

from collections.abc import Sequence

from training.learn.whole import HeldOut

LEAST = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


def tell(judged: Sequence[HeldOut]) -> None:
    """Prints precision, recall and F1 of events and of their types, and the precision of sites, by least chance."""
    events = [
        (own, kinds is not None, kinds is not None and event.kinds[0][0] in kinds)
        for each in judged
        for own, kinds, event in zip(each.own, each.one.kinds, each.one.events, strict=True)
    ]
    wanted = sum(each.one.wanted for each in judged)
    right = sum(typed for _, _, typed in events)
    print(
        f"      {len(events)} read, {wanted} in gold, {sum(f for _, f, _ in events)} of them read, {right} of its type"
    )
    for least in LEAST:
        said = [(found, typed) for own, found, typed in events if own >= least]
        hits, typed = sum(f for f, _ in said), sum(t for _, t in said)
        print(
            f"      event >= {least}: P {hits / max(len(said), 1):.3f} R {hits / max(wanted, 1):.3f}"
            f" F {2 * hits / max(len(said) + wanted, 1):.3f} typed F {2 * typed / max(len(said) + wanted, 1):.3f}"
        )
    sites = [site for each in judged for site in each.sites]
    for least in LEAST:
        drawn = [so for chance, so in sites if chance >= least]
        print(f"      site >= {least}: {sum(drawn)}/{len(drawn)} right, of {len(sites)}")
