namespace CallCenter.Api.Tests.Platform.World;

/// <summary>How long the machine let nobody run: what a thread of its own oversleeps. A shared machine's pauses are not the nurse line's.</summary>
internal static class Stalls
{
    private static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(20);
    private static long _ticks;

    static Stalls() => new Thread(Watch) { IsBackground = true, Name = "stalls" }.Start();

    public static TimeSpan SoFar => TimeSpan.FromTicks(Volatile.Read(ref _ticks));

    private static void Watch()
    {
        while (true)
        {
            var since = TimeProvider.System.GetTimestamp();
            Thread.Sleep(Nap);
            var over = TimeProvider.System.GetElapsedTime(since) - 2 * Nap;
            if (over > TimeSpan.Zero) Interlocked.Add(ref _ticks, over.Ticks);
        }
    }
}
