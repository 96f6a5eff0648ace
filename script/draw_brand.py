"""Draw the integration's icon and logo into custom_components/ipcom/brand: .venv-ha/bin/python script/draw_brand.py.

A house whose window is a shutter half way down, a lamp shining below it. The letters of the logo
are drawn stroke by stroke, so that no font is needed.
"""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw

BRAND = Path(__file__).parents[1] / "custom_components" / "ipcom" / "brand"
FINE = 4
"""Everything is drawn this much larger and scaled down: smooth edges."""
UNIT = 256
"""The icon's side in the drawing's own units."""
LETTER_GAP = 26
STROKE = 26

Point = tuple[float, float]


@dataclass(frozen=True)
class Palette:
    """The colours of one variant."""

    house: str
    window: str
    slat: str
    lamp: str
    letters: str


LIGHT = Palette(house="#1f4e79", window="#f4f7fa", slat="#8fb3d1", lamp="#ffc53d", letters="#1f4e79")
DARK = Palette(house="#6ea8d9", window="#10202e", slat="#3f6c93", lamp="#ffd666", letters="#e8f1f8")

LETTERS: dict[str, tuple[float, tuple[tuple[Point, ...], ...]]] = {
    "I": (0, (((0, 0), (0, 128)),)),
    "P": (76, (((0, 128), (0, 0), (50, 0), (76, 14), (76, 56), (50, 70), (0, 70)),)),
    "C": (84, (((84, 22), (62, 0), (24, 0), (0, 26), (0, 102), (24, 128), (62, 128), (84, 106)),)),
    "o": (
        70,
        (((20, 44), (50, 44), (70, 64), (70, 108), (50, 128), (20, 128), (0, 108), (0, 64), (20, 44)),),
    ),
    "m": (
        108,
        (
            ((0, 44), (0, 128)),
            ((0, 62), (18, 44), (38, 44), (54, 60), (54, 128)),
            ((54, 62), (72, 44), (92, 44), (108, 60), (108, 128)),
        ),
    ),
}


class Canvas:
    """Draws in units, on a picture that is `FINE` times as large as it will be."""

    def __init__(self, width: float, height: float, scale: float) -> None:
        self._factor = scale * FINE
        self._size = (round(width * scale), round(height * scale))
        self._image = Image.new("RGBA", (self._size[0] * FINE, self._size[1] * FINE), (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def polygon(self, points: list[Point], colour: str) -> None:
        """Fill a polygon."""
        self._draw.polygon([self._at(point) for point in points], fill=colour)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: str, radius: float = 0
    ) -> None:
        """Fill a box, perhaps with round corners."""
        corners = (*self._at((left, top)), *self._at((right, bottom)))
        self._draw.rounded_rectangle(corners, radius=radius * self._factor, fill=colour)

    def disc(self, centre: Point, radius: float, colour: str) -> None:
        """Fill a disc."""
        x, y = centre
        self._draw.ellipse(
            (*self._at((x - radius, y - radius)), *self._at((x + radius, y + radius))), fill=colour
        )

    def stroke(self, points: list[Point], width: float, colour: str) -> None:
        """Draw a line with round ends and corners."""
        line = [self._at(point) for point in points]
        self._draw.line(line, fill=colour, width=round(width * self._factor), joint="curve")
        for point in points:
            self.disc(point, width / 2, colour)

    def save(self, name: str) -> None:
        """Scale it down and write it."""
        self._image.resize(self._size, Image.Resampling.LANCZOS).save(BRAND / name, optimize=True)

    def _at(self, point: Point) -> Point:
        return (point[0] * self._factor, point[1] * self._factor)


def draw_house(canvas: Canvas, palette: Palette) -> None:
    """The icon, 256 units square."""
    canvas.stroke([(22, 120), (128, 24), (234, 120)], 26, palette.house)
    canvas.polygon([(46, 112), (128, 40), (210, 112), (210, 210), (46, 210)], palette.house)
    canvas.box(46, 180, 210, 240, palette.house, radius=14)
    canvas.box(78, 116, 178, 216, palette.window, radius=8)
    for top in (116, 134, 152):
        canvas.box(78, top, 178, top + 13, palette.slat, radius=3)
    canvas.disc((128, 191), 17, palette.lamp)


def logo_width() -> float:
    """The icon, a gap, and the letters."""
    letters = sum(width for width, _ in map(LETTERS.get, "IPCom"))  # type: ignore[misc]
    return UNIT + 2 * LETTER_GAP + letters + 4 * (LETTER_GAP + STROKE) + STROKE


def draw_letters(canvas: Canvas, palette: Palette) -> None:
    """The name, beside the icon."""
    left = UNIT + LETTER_GAP + STROKE / 2
    for letter in "IPCom":
        width, strokes = LETTERS[letter]
        for stroke in strokes:
            canvas.stroke([(left + x, 74 + y) for x, y in stroke], STROKE, palette.letters)
        left += width + LETTER_GAP + STROKE


def main() -> None:
    """Draw every picture in every size."""
    BRAND.mkdir(exist_ok=True)
    for prefix, palette in (("", LIGHT), ("dark_", DARK)):
        for suffix, scale in (("", 1.0), ("@2x", 2.0)):
            icon = Canvas(UNIT, UNIT, scale)
            draw_house(icon, palette)
            icon.save(f"{prefix}icon{suffix}.png")
            logo = Canvas(logo_width(), UNIT, scale)
            draw_house(logo, palette)
            draw_letters(logo, palette)
            logo.save(f"{prefix}logo{suffix}.png")


if __name__ == "__main__":
    main()
