using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CallCenter.Api.Features.EhrDelivery.Domain;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>The same page as PDF: wrapped lines, page numbers, the document's number on every page.</summary>
internal static class NotePdf
{
    private const double Size = 10, Leading = 14, Margin = 56, Top = 842 - 72, Bottom = 72;

    /// <summary>The library writes at most 255 different letters with one font; the page's footer needs some of them.</summary>
    private const int MostLetters = 190;

    /// <summary>A font of our own: the library writes the built-in ones wrongly beyond ASCII, without a word (an "Á" becomes a "`").</summary>
    private static readonly Lazy<byte[]> Font = new(ReadFont);

    public static byte[] Write(Shipment shipment)
    {
        var builder = new PdfDocumentBuilder();
        var font = builder.AddTrueTypeFont(Font.Value);
        var first = builder.AddPage(PageSize.A4);
        var room = first.PageSize.Width - 2 * Margin;
        var written = NoteText.Head(shipment).Append("").Concat(shipment.Document.Note.Text.ReplaceLineEndings("\n").Split('\n')).ToList();
        var tooMany = written.SelectMany(line => PdfLines.Printable(line)).Distinct().Count() > MostLetters;
        var lines = written
            .SelectMany(line => PdfLines.Wrap(PdfLines.Printable(line, tooMany), text => Width(first, text, font), room));
        var pages = lines.Chunk((int)((Top - Bottom) / Leading)).ToList();
        foreach (var (page, number) in pages.Select((p, i) => (p, i + 1)))
        {
            var paper = number == 1 ? first : builder.AddPage(PageSize.A4);
            foreach (var (line, row) in page.Select((l, i) => (l, i)))
                if (line.Length > 0) paper.AddText(line, Size, new PdfPoint(Margin, Top - row * Leading), font);
            paper.AddText(string.Create(CultureInfo.InvariantCulture, $"Document {shipment.BusinessKey}   Page {number} of {pages.Count}"), 8, new PdfPoint(Margin, 40), font);
        }

        return WithIdentity(builder.Build(), shipment.BusinessKey);
    }

    /// <summary>The library draws a PDF's file identity by lot; ours follows from the document, so that the same delivery is the same file.</summary>
    private static byte[] WithIdentity(byte[] pdf, string key)
    {
        var at = pdf.AsSpan().LastIndexOf("/ID ["u8);
        var identity = Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..32]);
        for (var open = 0; open < 2; open++)
        {
            at += 1 + pdf.AsSpan(at).IndexOf((byte)'<');
            identity.CopyTo(pdf, at);
        }

        return pdf;
    }

    private static byte[] ReadFont()
    {
        using var stream = typeof(NotePdf).Assembly.GetManifestResourceStream("DejaVuSans.ttf") ?? throw new InvalidOperationException("The font is missing from the program.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static double Width(PdfPageBuilder page, string text, PdfDocumentBuilder.AddedFont font) =>
        text.Length == 0 ? 0 : page.MeasureText(text, Size, new PdfPoint(0, 0), font).Max(l => l.EndBaseLine.X);
}
