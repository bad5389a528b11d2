namespace CallCenter.Api.Platform.Time;

/// <summary>
/// Real time, for what must not stand still with a test's clock: sleeping loops, HTTP time-outs, cookies.
/// Everything clinical uses the injected <see cref="TimeProvider"/>.
/// </summary>
public sealed record WallClock(TimeProvider Provider);
