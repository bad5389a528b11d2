namespace CallCenter.Api.Platform.Persistence;

/// <summary>Ids of what happened: in order of time, and within one millisecond in the order in which this process asked for them (RFC 9562, 6.2, a counter behind the time).</summary>
public static class OrderedId
{
    private static int _count;

    public static Guid Next(DateTimeOffset at)
    {
        var count = Interlocked.Increment(ref _count);
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(at).TryWriteBytes(id, bigEndian: true, out _);
        // 26 bits, around version and variant.
        (id[6], id[7]) = ((byte)(0x70 | ((count >> 22) & 0x0F)), (byte)(count >> 14));
        (id[8], id[9]) = ((byte)(0x80 | ((count >> 8) & 0x3F)), (byte)count);
        return new Guid(id, bigEndian: true);
    }
}
