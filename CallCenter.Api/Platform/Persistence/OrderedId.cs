using System.Buffers.Binary;
using System.Security.Cryptography;

namespace CallCenter.Api.Platform.Persistence;

/// <summary>
/// Ids of what happened (UUID version 7): in order of time, and within one millisecond in the order in which this process asked for them
/// (RFC 9562, 6.2, a counter behind the time). Chance is fetched in stock: asked for one by one, it is a call of the kernel for every row.
/// </summary>
public static class OrderedId
{
    // 48 bits behind the counter.
    private const int Chance = 6;

    [ThreadStatic]
    private static byte[]? _stock;

    [ThreadStatic]
    private static int _used;

    private static int _count;

    public static Guid Next(DateTimeOffset at)
    {
        var count = Interlocked.Increment(ref _count);
        Span<byte> id = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(id, at.ToUnixTimeMilliseconds() << 16);
        // 26 bits, around version and variant.
        (id[6], id[7]) = ((byte)(0x70 | ((count >> 22) & 0x0F)), (byte)(count >> 14));
        (id[8], id[9]) = ((byte)(0x80 | ((count >> 8) & 0x3F)), (byte)count);
        FromStock(id[^Chance..]);
        return new Guid(id, bigEndian: true);
    }

    private static void FromStock(Span<byte> chance)
    {
        var stock = _stock ??= new byte[Chance * 128];
        if (_used == 0) RandomNumberGenerator.Fill(stock);
        stock.AsSpan(_used, Chance).CopyTo(chance);
        _used = (_used + Chance) % stock.Length;
    }
}
