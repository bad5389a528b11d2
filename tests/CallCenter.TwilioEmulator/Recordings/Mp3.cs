namespace CallCenter.TwilioEmulator.Recordings;

/// <summary>The same silence as MP3: MPEG-2 layer III, 16 kHz, mono, 8 kbit/s. A frame of 36 bytes whose side information is zero is 36 ms of nothing.</summary>
internal static class Mp3
{
    private const int FrameBytes = 36;
    private const int FrameMs = 36;
    private const int MostSeconds = 600;
    private static readonly byte[] Header = [0xFF, 0xF3, 0x18, 0xC0];

    public static byte[] Silence(TimeSpan duration)
    {
        var frames = (int)(Math.Min(duration.TotalSeconds, MostSeconds) * 1000 / FrameMs);
        var file = new byte[frames * FrameBytes];
        for (var frame = 0; frame < frames; frame++)
        {
            Header.CopyTo(file, frame * FrameBytes);
        }

        return file;
    }
}
