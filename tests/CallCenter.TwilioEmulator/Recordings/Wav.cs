using System.Buffers.Binary;

namespace CallCenter.TwilioEmulator.Recordings;

/// <summary>A playable file: 8 kHz, mono, 16 bit, silent, of the right length.</summary>
internal static class Wav
{
    private const int Rate = 8000;
    private const int MostSeconds = 600;

    public static byte[] Silence(TimeSpan duration)
    {
        var size = (int)Math.Min(duration.TotalSeconds, MostSeconds) * Rate * 2;
        var file = new byte[44 + size];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), 36 + size);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), Rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), size);
        return file;
    }
}
