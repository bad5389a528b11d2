using System.Diagnostics;

namespace CallCenter.Api.Platform.Faults;

/// <summary>
/// <c>Faults__KillAt</c> (Development only): ends the process hard, as a power cut would, when the named point is reached.
/// Points: <c>webhook:ROUTE:before-commit|after-commit</c>, <c>command:NAME:before-commit|after-commit</c>,
/// <c>timer:OWNER.KIND:before-commit|after-commit</c>, <c>outbox:KIND:before-send|after-send</c>.
/// </summary>
public sealed class KillPoints(string? killAt)
{
    public void Hit(string point)
    {
        if (!string.Equals(point, killAt, StringComparison.Ordinal)) return;
        using var self = Process.GetCurrentProcess();
        self.Kill();
        self.WaitForExit();
    }

    public Task HitAsync(string point)
    {
        Hit(point);
        return Task.CompletedTask;
    }
}
