namespace CallCenter.Api.Features.EhrDelivery.Files;

/// <summary>A file that is there complete or not at all, also after a power cut.</summary>
internal static class WholeFile
{
    public static async Task WriteAsync(string path, byte[] content, CancellationToken cancel)
    {
        if (File.Exists(path) && (await File.ReadAllBytesAsync(path, cancel)).AsSpan().SequenceEqual(content)) return;
        var part = path + ".part";
        await using (var file = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await file.WriteAsync(content, cancel);
            file.Flush(flushToDisk: true);
        }

        File.Move(part, path, overwrite: true);
    }
}
