"""Subsets the page's fonts to the characters in glyphs.json: subset_fonts.py OUT_DIR FONT...

Everything comes out without hinting, which stb_truetype does not use. Outlines stay as they are: cubic (CFF) ones
compress better than their quadratic likeness.
"""
import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

GLYPHS = json.loads((Path(__file__).parent / "glyphs.json").read_text())


def unicodes(name: str) -> list[int]:
    entries = GLYPHS["own"] + (GLYPHS["names"] if name == "Inter-Regular" else [])
    ranges = [[int(end, 16) for end in entry.split("-")] for entry in entries]
    return [code for ends in ranges for code in range(ends[0], ends[-1] + 1)]


def reduce(path: Path) -> TTFont:
    options = subset.Options()
    options.layout_features = []  # ImGui shapes no text: kerning, ligatures and alternates would be dead weight
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 5, 13, 14]  # copyright and licence stay
    options.glyph_names = False
    options.recalc_bounds = True
    options.desubroutinize = True
    options.drop_tables += ["GDEF", "GPOS", "GSUB", "STAT", "DSIG", "meta"]
    font = subset.load_font(str(path), options, dontLoadGlyphNames=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=unicodes(path.stem))
    subsetter.subset(font)
    return font


def main(out_dir: Path, sources: list[Path]) -> None:
    for source in sources:
        font = reduce(source)
        target = out_dir / source.name
        font.save(target)
        print(f"    {target.name}: {len(font.getGlyphOrder())} glyphs, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]])
