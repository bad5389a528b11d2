using System.Net.Http.Json;
using System.Security.Cryptography;
using CallCenter.Agent.Wire;
using CallCenter.Api.Features.EhrDelivery.Contracts;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.EhrDelivery.Files;
using Microsoft.EntityFrameworkCore;
using UglyToad.PdfPig;

namespace CallCenter.Api.Tests.EhrDelivery;

public class FileDeliveryTests
{
    [Fact]
    public async Task A_practice_without_an_endpoint_gets_text_and_pdf_with_proof()
    {
        await using var host = await SliceHost.StartAsync();
        var rosa = await host.PatientAsync("Amaro");
        var note = await host.SignAsync(rosa, Notes.Text("azúcar alta, ¿insulina?"), "oak-street");
        await host.UntilAsync(Charts.AllConfirmed);

        using var nurse = await host.SignInAsync();
        var shown = Assert.Single((await nurse.GetFromJsonAsync<DeliveryView[]>($"api/calls/{note.CallId}/deliveries"))!);
        Assert.Equal(("note", "files", "confirmed"), (shown.Kind, shown.Route, shown.State));
        var files = Directory.GetFiles(Path.Combine(host.Outbox, "oak-street")).Select(f => Path.GetFileName(f)!).Order().ToList();
        Assert.Equal([$"{shown.DeliveryId:N}.pdf", $"{shown.DeliveryId:N}.txt"], files);
        var text = await File.ReadAllBytesAsync(Path.Combine(host.Outbox, "oak-street", files[1]));
        Assert.Equal($"{files[1]} sha256:{Convert.ToHexStringLower(SHA256.HashData(text))}", shown.Proof);
        Assert.Contains(note.Text, System.Text.Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        Assert.Contains("Amaro, Rosa", System.Text.Encoding.UTF8.GetString(text), StringComparison.Ordinal);
        AssertReadsBack(await File.ReadAllBytesAsync(Path.Combine(host.Outbox, "oak-street", files[0])), note.Text);
    }

    [Fact]
    public async Task An_escalation_note_goes_the_same_way_and_an_unidentified_caller_s_note_too()
    {
        await using var host = await SliceHost.StartAsync();
        var delivery = host.Services.GetService(typeof(IEhrDelivery)) as IEhrDelivery;
        var now = host.Clock.GetUtcNow();
        var document = new NoteDocument(Guid.NewGuid(), 1, Guid.NewGuid(), "oak-street", null, Guid.NewGuid(), "Maria Torres", "RN",
            "Escalation note", Notes.Text("paged twice"), now.AddMinutes(-9), now, now, "provider_now");
        await host.Writer.RunAsync(SliceHost.Everything, (work, cancel) => delivery!.QueueEscalationNoteAsync(work, document, cancel), CancellationToken.None);
        await host.UntilAsync(Charts.AllConfirmed);
        await using var db = host.Read();
        var row = await db.Set<Delivery>().SingleAsync();
        Assert.Equal(DeliveryKind.EscalationNote, row.Kind);
        Assert.Contains("caller not identified", await File.ReadAllTextAsync(Path.Combine(host.Outbox, "oak-street", $"{row.Id:N}.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_tried_again()
    {
        await using var host = await SliceHost.StartAsync();
        Directory.CreateDirectory(host.Outbox);
        await File.WriteAllTextAsync(Path.Combine(host.Outbox, "oak-street"), "in the way");
        await host.SignAsync(await host.PatientAsync("Amaro"), Notes.Text("tired"), "oak-street");
        await host.UntilAsync(db => db.Set<Delivery>().AnyAsync(d => d.State == DeliveryState.Failed && d.ReasonCode == "file-not-written"));
        File.Delete(Path.Combine(host.Outbox, "oak-street"));
        await host.UntilAsync(Charts.AllConfirmed);
    }

    [Fact]
    public void The_same_delivery_writes_the_same_bytes()
    {
        var shipment = Shipment(Notes.Text("again"));
        Assert.Equal(NotePdf.Write(shipment), NotePdf.Write(shipment));
        Assert.Equal(NoteText.Write(shipment), NoteText.Write(shipment));
    }

    [Fact]
    public void A_long_note_runs_over_pages_and_every_page_says_which()
    {
        var text = string.Join('\n', Enumerable.Range(0, 300).Select(i => $"Line {i}: " + string.Concat(Enumerable.Repeat("words that go on ", i % 12))));
        using var pdf = PdfDocument.Open(NotePdf.Write(Shipment(text)));
        Assert.True(pdf.NumberOfPages > 4);
        foreach (var page in pdf.GetPages()) Assert.Contains($"Page {page.Number} of {pdf.NumberOfPages}", page.Text, StringComparison.Ordinal);
        AssertReadsBack(NotePdf.Write(Shipment(text)), text);
    }

    [Theory]
    [InlineData("Ana\u2019s weight \u2014 \u201Cup\u201D", "Ana\u2019s weight \u2014 \u201Cup\u201D")]
    [InlineData("pain 7/10 😀", "pain 7/10 [U+1F600]")]
    [InlineData("niño, señal, ¿qué? £ ½", "niño, señal, ¿qué? £ ½")]
    public void What_the_font_cannot_show_is_named_not_dropped(string written, string shown)
    {
        Assert.Equal(shown, PdfLines.Printable(written));
        AssertReadsBack(NotePdf.Write(Shipment(written)), shown);
    }

    [Fact]
    public void Every_letter_that_is_let_through_reads_back_as_itself()
    {
        var letters = string.Concat(Enumerable.Range(0x20, 0x2700).Where(c => c is < 0xD800).Select(c => (char)c).Where(c => PdfLines.Printable(c.ToString()) == c.ToString()));
        Assert.True(letters.Length > 300);
        foreach (var some in letters.Chunk(100).Select(c => new string(c))) AssertReadsBack(NotePdf.Write(Shipment(some)), some);
        // All in one note are more than one font can hold: named, not dropped, and no failure.
        AssertReadsBack(NotePdf.Write(Shipment(letters)), string.Concat(letters.Select(c => PdfLines.Printable(c.ToString(), onlyAscii: true))));
    }

    [Fact]
    public void A_word_longer_than_the_line_is_cut_not_lost()
    {
        var word = new string('x', 400);
        Assert.Equal(word, string.Concat(PdfLines.Wrap(word, t => t.Length, 90)));
    }

    private static void AssertReadsBack(byte[] bytes, string text)
    {
        using var pdf = PdfDocument.Open(bytes);
        // Whitespace is layout; everything else must be there, in order.
        var read = Squeeze(string.Concat(pdf.GetPages().SelectMany(p => p.Letters.Where(l => l.StartBaseLine.Y > 50).Select(l => l.Value))));
        Assert.Contains(Squeeze(text), read, StringComparison.Ordinal);
    }

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static Shipment Shipment(string text)
    {
        var at = new DateTimeOffset(2026, 11, 1, 5, 30, 0, TimeSpan.Zero);
        var note = new NoteDocument(Guid.Parse("11111111-2222-3333-4444-555555555555"), 1, Guid.Empty, "oak-street", Guid.Empty, Guid.Empty, "Maria Torres", "RN",
            "Nurse triage telephone note", text, at, at.AddMinutes(40), at.AddMinutes(50), "see_4h");
        return new Shipment(Guid.Empty, "oak-street", DeliveryKind.Note, "note:11111111222233334444555555555555:1",
            new RenderedDocument(note, "Oak Street Family Medicine", "America/New_York", new ChartIdentity(Guid.Empty, "OS-1", "Rosa", "Amaro", new DateOnly(1951, 11, 20), "f")),
            null, false, null, null);
    }
}
