using System.Security.Cryptography;
using System.Text;
using CallCenter.Api.Features.EhrDelivery.Domain;
using Microsoft.Extensions.Options;

namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>
/// For a practice without an endpoint: the note as text and as PDF in the practice's folder, named by the delivery (no personal
/// data in a name); for a fax the cover as well, for whatever dials there. Written whole or not at all; the same delivery again finds its own files.
/// </summary>
internal sealed class FileRoute(IOptions<EhrOptions> options, IHostEnvironment host) : IDeliveryRoute
{
    public DeliveryRoute Route => DeliveryRoute.Files;

    public async Task<ShipmentResult> CarryAsync(Shipment shipment, CancellationToken cancel)
    {
        try
        {
            var folder = Path.Combine(host.ContentRootPath, options.Value.OutboxPath, shipment.PracticeId);
            Directory.CreateDirectory(folder);
            var name = shipment.DeliveryId.ToString("N");
            await WholeFile.WriteAsync(Path.Combine(folder, name + ".pdf"), NotePdf.Write(shipment), cancel);
            if (shipment.Document.Note.FaxTo is { } number)
                await WholeFile.WriteAsync(Path.Combine(folder, name + ".fax.txt"), Encoding.UTF8.GetBytes(FaxCover.Write(shipment.Document.PracticeName, number)), cancel);
            // Last, because a reader takes the text as the sign that both are there.
            var text = Encoding.UTF8.GetBytes(NoteText.Write(shipment));
            await WholeFile.WriteAsync(Path.Combine(folder, name + ".txt"), text, cancel);
            var digest = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(folder, name + ".txt"), cancel)));
            return ShipmentResult.Confirmed(name, $"{name}.txt sha256:{digest}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return ShipmentResult.NotSent(DeliveryReason.FileNotWritten);
        }
    }
}
