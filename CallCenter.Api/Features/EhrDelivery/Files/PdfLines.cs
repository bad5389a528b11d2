using System.Globalization;
using System.Text;

namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>Lines that fit the page and that the page's font can show.</summary>
internal static class PdfLines
{
    private const string Signs = "\u2018\u2019\u201C\u201D\u2013\u2014\u2022\u2026\u20AC\u2264\u2265\u25B2\u25C6\u25A0\u25CF\u25CB\u2192";

    /// <summary>What the page's font is known to show: the European alphabets and the signs of our notes. The rest is named, never dropped: the text file beside it has the sign itself.</summary>
    /// <param name="onlyAscii">For the rare note with more different letters than the library can write with one font.</param>
    public static string Printable(string line, bool onlyAscii = false)
    {
        var shown = new StringBuilder(line.Length);
        foreach (var rune in line.EnumerateRunes())
            shown.Append(rune.Value switch
            {
                '\t' => "    ",
                >= 0x20 and < 0x7F => rune.ToString(),
                >= 0xA1 and <= 0x17E and not 0xAD when !onlyAscii => rune.ToString(),
                _ when !onlyAscii && Signs.Contains(rune.ToString(), StringComparison.Ordinal) => rune.ToString(),
                0xA0 => " ",
                _ => string.Create(CultureInfo.InvariantCulture, $"[U+{rune.Value:X4}]"),
            });
        return shown.ToString();
    }

    public static IEnumerable<string> Wrap(string line, Func<string, double> width, double room)
    {
        var rest = line;
        while (width(rest) > room)
        {
            var cut = Fitting(rest, width, room);
            var blank = rest.LastIndexOf(' ', cut);
            var at = blank > 0 ? blank : cut;
            yield return rest[..at].TrimEnd();
            rest = rest[at..].TrimStart();
        }

        yield return rest;
    }

    /// <summary>The most characters from the start that fit; at least one, so that it ends.</summary>
    private static int Fitting(string text, Func<string, double> width, double room)
    {
        var (fits, tooLong) = (1, text.Length);
        while (tooLong - fits > 1)
        {
            var middle = (fits + tooLong) / 2;
            if (width(text[..middle]) <= room) fits = middle;
            else tooLong = middle;
        }

        return fits;
    }
}
