"""Subsets the page's fonts to what it writes: subset_fonts.py OUT_DIR FONT...

Everything comes out as TrueType outlines without hinting, which stb_truetype reads directly and which are small.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

UNICODES = [
    *range(0x0020, 0x007F), *range(0x00A0, 0x0180),  # Basic Latin, Latin-1, Latin Extended-A
    *range(0x2010, 0x2028), *range(0x2030, 0x203B),  # dashes, quotes, bullet, ellipsis, per mille
    0x20AC, 0x2122, 0x2153, 0x2154,
    *range(0x2190, 0x219A), 0x21BB, 0x21BA,  # arrows
    0x2206, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,  # mathematics
    *range(0x2580, 0x2590), *range(0x25A0, 0x2600), 0x2605, 0x2606, 0x2713, 0x2715, 0x2717,  # blocks, shapes
    0xFFFD,
]
MAX_ERROR_EM = 0.0005  # of the quadratic outlines against the cubic ones; half a unit in a 1000-unit em


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
    subsetter.populate(unicodes=UNICODES)
    subsetter.subset(font)
    return font


def to_truetype(font: TTFont) -> None:
    """CFF's cubic outlines as quadratic glyf ones."""
    max_error = MAX_ERROR_EM * font["head"].unitsPerEm
    glyph_set, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(glyph_set)
        glyph_set[name].draw(Cu2QuPen(pen, max_error, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    glyf = font["glyf"] = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for glyph in glyphs.values():
        glyph.recalcBounds(glyf)
    for name in order:  # the left side bearing must be the outline's own
        glyph = glyphs[name]
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0) or 0)
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones, maxp.maxTwilightPoints, maxp.maxStorage = 1, 0, 0
    maxp.maxFunctionDefs = maxp.maxInstructionDefs = maxp.maxStackElements = maxp.maxSizeOfInstructions = 0
    maxp.maxComponentElements = max((len(getattr(g, "components", [])) for g in glyphs.values()), default=0)
    font["post"].formatType = 3.0
    for table in ("CFF ", "VORG"):
        if table in font:
            del font[table]
    font.sfntVersion = "\000\001\000\000"


def main(out_dir: Path, sources: list[Path]) -> None:
    for source in sources:
        font = reduce(source)
        if "CFF " in font:
            to_truetype(font)
        target = out_dir / (source.stem + ".ttf")
        font.save(target)
        print(f"    {target.name}: {len(font.getGlyphOrder())} glyphs, {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(a) for a in sys.argv[2:]])
