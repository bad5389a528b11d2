using System.Globalization;
using CallCenter.Api.Features.EhrDelivery.Domain;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Writer;

namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>The same page as PDF: wrapped lines, page numbers, the document's number on every page.</summary>
internal static class NotePdf
{
    private const double Size = 10, Leading = 14, Margin = 56, Top = 842 - 72, Bottom = 72;

    public static byte[] Write(Shipment shipment)
    {
        var builder = new PdfDocumentBuilder();
        var body = builder.AddStandard14Font(Standard14Font.Helvetica);
        var bold = builder.AddStandard14Font(Standard14Font.HelveticaBold);
        var measure = builder.AddPage(PageSize.A4);
        var head = NoteText.Head(shipment);
        var lines = head.Select((line, i) => (line, font: i == 0 ? bold : body))
            .Append(("", body)).Concat(shipment.Document.Note.Text.Split('\n').Select(line => (line.TrimEnd('\r'), body)))
            .SelectMany(l => PdfLines.Wrap(PdfLines.Printable(l.Item1), text => Width(measure, text, l.Item2), measure.PageSize.Width - 2 * Margin).Select(text => (text, font: l.Item2)))
            .ToList();
        var perPage = (int)((Top - Bottom) / Leading);
        var pages = lines.Chunk(perPage).ToList();
        foreach (var (page, number) in pages.Select((p, i) => (p, i + 1)))
        {
            var paper = number == 1 ? measure : builder.AddPage(PageSize.A4);
            foreach (var (line, row) in page.Select((l, i) => (l, i)))
                if (line.text.Length > 0) paper.AddText(line.text, Size, new PdfPoint(Margin, Top - row * Leading), line.font);
            paper.AddText(string.Create(CultureInfo.InvariantCulture, $"Document {shipment.BusinessKey}   Page {number} of {pages.Count}"), 8, new PdfPoint(Margin, 40), body);
        }

        return builder.Build();
    }

    private static double Width(PdfPageBuilder page, string text, PdfDocumentBuilder.AddedFont font) =>
        text.Length == 0 ? 0 : page.MeasureText(text, Size, new PdfPoint(0, 0), font).Max(l => l.EndBaseLine.X);
}
