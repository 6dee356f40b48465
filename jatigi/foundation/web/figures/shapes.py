"""The shapes of the house: five levels, seven states, six signs of dimensions, the mark. One drawing for every medium.

Each is drawn in a box of 16 by 16 (the mark: 32 by 32) with the ink of its surroundings (`currentColor`). A page holds
them once, in its *sprite*, and refers to them; paper repeats the drawing where it stands.
"""

COMPLETE, PARTIAL, ABSENT, UNKNOWN, NOT_APPLICABLE = LEVELS = (
    "complete",
    "partial",
    "absent",
    "unknown",
    "not_applicable",
)

# {C} is the ink; a page leaves it `currentColor`, paper writes the colour.
LEVEL_SHAPES = {
    COMPLETE: '<path d="M1 1h14v14H1z"/>',
    PARTIAL: '<path d="M1 1v14h14z"/><path d="M1.6 1.6h12.8v12.8H1.6z" fill="none" stroke="{C}" stroke-width="1.2"/>',
    ABSENT: '<path d="M2 2h12v12H2z" fill="none" stroke="{C}" stroke-width="2"/>',
    UNKNOWN: '<path d="M1 6l5-5M1 11L11 1M1 15.5L15.5 1M6 15l9-9M11 15l4-4" fill="none" stroke="{C}" '
    'stroke-width="1.5"/>',
    NOT_APPLICABLE: '<path d="M4 8h8" fill="none" stroke="{C}" stroke-width="2"/>',
}

# Circles are progress, a diamond is something to re-verify, a triangle is late. `cut` takes the ground's colour.
STATE_SHAPES = {
    "done": '<circle cx="8" cy="8" r="7.2"/>'
    '<path class="cut" d="M4.4 8.3l2.5 2.5 4.7-5.2" fill="none" stroke-width="1.8"/>',
    "doing": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{C}" stroke-width="1.6"/>'
    '<path d="M8 1.6a6.4 6.4 0 0 0 0 12.8z"/>',
    "open": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{C}" stroke-width="1.6"/>',
    "unknown": '<circle cx="8" cy="8" r="6.4" fill="none" stroke="{C}" stroke-width="1.6" stroke-dasharray="2.2 2.3"/>',
    "late": '<path d="M8 1.4L15.4 14.6H.6z"/>'
    '<path class="cut" d="M8 6v4.2M8 11.6v1.6" fill="none" stroke-width="1.7"/>',
    "reverify": '<path d="M8 1l7 7-7 7-7-7z" fill="none" stroke="{C}" stroke-width="1.8"/>'
    '<path d="M8 4.8v3.8M8 9.8v1.6" fill="none" stroke="{C}" stroke-width="1.6"/>',
    "overtaken": '<path d="M8 1l7 7-7 7-7-7z" fill="none" stroke="{C}" stroke-width="1.8"/>'
    '<path d="M5 8h6" fill="none" stroke="{C}" stroke-width="1.6"/>',
    "arrow": '<path d="M2 8h11M8.5 3.5L13 8l-4.5 4.5" fill="none" stroke="{C}" stroke-width="1.8"/>',
}

# Fill and stroke come from the element that shows the sign; paper writes both.
SIGN_SHAPES = {
    1: '<path d="M8 2l6 6-6 6-6-6z" fill="none" stroke-width="1.6"/><path d="M8 6l2 2-2 2-2-2z" stroke="none"/>',
    2: '<path d="M2.8 2.8h10.4v10.4H2.8z" fill="none" stroke-width="1.6"/><path d="M6 6h4v4H6z" stroke="none"/>',
    3: '<path d="M1.8 3v10L8 8zM14.2 3v10L8 8z" stroke="none"/>',
    4: '<path d="M4 2.2L5.8 4 4 5.8 2.2 4zM12 2.2L13.8 4 12 5.8 10.2 4zM8 6.2L9.8 8 8 9.8 6.2 8z'
    'M4 10.2L5.8 12 4 13.8 2.2 12zM12 10.2l1.8 1.8-1.8 1.8-1.8-1.8z" stroke="none"/>',
    5: '<path d="M1.2 11.2L4.6 5 8 11.2 11.4 5l3.4 6.2" fill="none" stroke-width="2"/>',
    6: '<path d="M3 3l5 5-5 5M8.4 3l5 5-5 5" fill="none" stroke-width="2"/>',
}

MARK = (
    '<path d="M0 0h32v32H0z"/><path class="m" d="M5 5h22v22h-8.4v-3.4h5V8.4H8.4v15.2h5V27H5z"/>'
    '<path class="m" d="M16 11.2l4.8 4.8-4.8 4.8-4.8-4.8z"/>'
)
FRIEZE = "M0 0l8 8-8 8zM16 0v16L8 8zM24 2l6 6-6 6-6-6zM32 0l8 8-8 8zM48 0v16l-8-8z"


def sprite() -> str:
    """The hidden drawing that every page carries once: `lv-…`, `st-…`, `s1`–`s6`, `mark`, hatchings `h0`–`h6`, and the
    cells of the cloth `c-…`: levels that need no size of their own where a hundred of them stand."""
    hatchings = "".join(
        f'<pattern id="h{n}" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        f'<rect class="jt-h jt-h{n}" width="1.7" height="5"/></pattern>'
        for n in range(7)
    )
    named = {f"lv-{name}": shape for name, shape in LEVEL_SHAPES.items()}
    named |= {f"st-{name}": shape for name, shape in STATE_SHAPES.items()}
    named |= {f"s{number}": shape for number, shape in SIGN_SHAPES.items()}
    symbols = "".join(
        f'<symbol id="{name}" viewBox="0 0 16 16">{shape.replace("{C}", "currentColor")}</symbol>'
        for name, shape in named.items()
    )
    symbols += "".join(
        f'<g id="c-{name}">{shape.replace("{C}", "currentColor")}</g>' for name, shape in LEVEL_SHAPES.items()
    )
    return (
        '<svg class="jt-sprite" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        f"{hatchings}"
        '<pattern id="frieze" width="48" height="16" patternUnits="userSpaceOnUse" patternTransform="scale(.75)">'
        f'<path d="{FRIEZE}"/></pattern>'
        f'<symbol id="mark" viewBox="0 0 32 32">{MARK}</symbol>{symbols}</defs></svg>'
    )
