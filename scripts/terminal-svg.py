#!/usr/bin/env python3
"""Draws a terminal's text as an SVG: `scrip demo --exit | scripts/terminal-svg.py 'make demo' > docs/demo.svg`."""

import html
import sys

LINE, CHAR, PAD, BAR = 19, 8.43, 18, 34

title = sys.argv[1] if len(sys.argv) > 1 else ""
lines = [line.rstrip() for line in sys.stdin.read().strip("\n").split("\n")]
width = round(max(len(line) for line in lines) * CHAR + 2 * PAD)
height = BAR + PAD + LINE * (len(lines) + 2)

print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
      f'role="img" aria-label="{html.escape(title)} in a terminal">')
print(f'<rect width="{width}" height="{height}" rx="9" fill="#14181f"/>')
for place, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
    print(f'<circle cx="{PAD + 4 + place * 19}" cy="18" r="5.5" fill="{colour}"/>')
print('<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14" '
      'fill="#d7dde6" xml:space="preserve">')
print(f'<text x="{PAD}" y="{BAR + PAD}"><tspan fill="#7fd88f">$ </tspan>{html.escape(title)}</text>')
for number, line in enumerate(lines):
    shown = html.escape(line).replace(" ", "\u00a0")  # viewers fold plain blanks
    fill = ' fill="#7fd88f"' if line.startswith("Every line adds up") else ""
    fill = ' fill="#5b6675"' if set(line) <= {"─", " "} else fill
    print(f'<text x="{PAD}" y="{BAR + PAD + LINE * (number + 1)}"{fill}>{shown}</text>')
print("</g>\n</svg>")
