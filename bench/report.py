"""Writes down what was measured: a table for people at the terminal and in results.md, and a chart."""

from xml.sax.saxutils import escape

from rows import ARCHIVED, JVM, NATIVE, PLAIN


def is_ptex(name):
    """Ours; ptex 1.7 is a peer."""
    return name in (NATIVE, JVM, ARCHIVED, PLAIN)


def best(results, value):
    """The best peer's, or the best one's if there is none."""
    peers = [value(s) for name, s in results.items() if not is_ptex(name)]
    return min(peers or [value(s) for s in results.values()])


def table(row, results, sent, asked):
    """A row's table; ratios are against the best peer."""
    head = ["", "wall s", "× best", "CPU s", "× best", "peak MB"] + (["× file from origin"] if row.counts_origin else [])
    head += ["connections", "requests"] if row.relays else []
    lines = [head, ["---", *["---:"] * (len(head) - 1)]]
    wall, cpu = best(results, lambda s: s.wall), best(results, lambda s: s.cpu)
    for name, s in results.items():
        cells = [f"**{name}**" if is_ptex(name) else name.replace("|", "\\|")]
        cells += [f"{s.wall:.3f}", f"{s.wall / wall:.2f}", f"{s.cpu:.3f}", f"{s.cpu / cpu:.2f}", f"{s.rss:.0f}"]
        cells += [f"{sent[name] / row.size:.2f}"] if row.counts_origin else []
        lines.append(cells + [str(count) for count in asked[name]])
    return f"### {row.number}. {row.title}\n\n" + "\n".join("| " + " | ".join(cells) + " |" for cells in lines) + "\n"


def verdicts(row, results, sent, asked, memory):
    """What ptex was to reach, and did or did not."""
    name = next(iter(results))
    mine, lines = results[name], []
    for target in row.targets:
        program = target.program or name
        peer = best(results, lambda s: getattr(s, target.what))
        peer = getattr(results[target.peer], target.what) if target.peer else peer
        what = f"{target.what}, × {target.peer or 'the best peer'}"
        lines.append(_verdict(row, program, what, getattr(results[program], target.what) / peer, target.most))
    for what, count, most in zip(("connections", "requests"), asked[name], (4, 12)):
        lines.append(_verdict(row, name, what, count, most))
    if row.counts_origin:
        lines.append(_verdict(row, name, "bytes from the origin, × file", sent[name] / row.size, 1.01))
    if name == NATIVE:
        lines.append(_verdict(row, name, "peak memory in MB", mine.rss, memory))
    return lines


def _verdict(row, name, what, measured, most):
    cells = [row.number, name, what.replace("|", "\\|"), f"{measured:.2f}", f"≤ {most:.2f}"]
    return "| " + " | ".join([*cells, "yes" if measured <= most else "**no**"]) + " |"


STYLE = """
  text { font: 12px sans-serif; fill: #333 } .title { font-weight: bold } .value { fill: #666 }
  .native { fill: #2a7f62 } .jvm { fill: #8cc5ae } .peer { fill: #bbb } .one { stroke: #999; stroke-dasharray: 2 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd } .value { fill: #aaa } .peer { fill: #666 }
  }
"""
LABELS, UNIT, LONGEST, BAR = 200, 120, 4, 16


def chart(measured):
    """Bars of wall time, 1 is the best peer; shorter is better."""
    parts, y = [], 4
    for row, results in measured:
        y += 20
        parts.append(f'<text class="title" x="0" y="{y}">{escape(row.number + ". " + row.title.replace("`", ""))}</text>')
        wall = best(results, lambda s: s.wall)
        y += 6
        for name, sample in results.items():
            parts.append(_bar(name, sample.wall / wall, y))
            y += BAR + 2
    line = f'<line class="one" x1="{LABELS + UNIT}" x2="{LABELS + UNIT}" y1="4" y2="{y}"/>'
    size = f'width="{LABELS + UNIT * LONGEST + 60}" height="{y + 8}"'
    title = "<title>Time of each program, in times of the best peer's; shorter is better</title>"
    return "\n".join(
        [f'<svg xmlns="http://www.w3.org/2000/svg" {size}>', title, f"<style>{STYLE}</style>", line, *parts, "</svg>\n"]
    )


def _bar(name, ratio, y):
    kind = {NATIVE: "native", JVM: "jvm", PLAIN: "jvm"}.get(name, "peer")
    width = min(ratio, LONGEST) * UNIT
    more = " →" if ratio > LONGEST else ""
    return (
        f'<text x="{LABELS - 8}" y="{y + 12}" text-anchor="end">{escape(name)}</text>'
        f'<rect class="{kind}" x="{LABELS}" y="{y}" width="{width:.0f}" height="{BAR}"/>'
        f'<text class="value" x="{LABELS + width + 6:.0f}" y="{y + 12}">{ratio:.2f}{more}</text>'
    )
