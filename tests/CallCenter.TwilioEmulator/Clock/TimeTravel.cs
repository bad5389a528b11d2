namespace CallCenter.TwilioEmulator.Clock;

/// <summary>Moves the virtual clock from one due moment to the next, letting everything come to rest in between.</summary>
internal sealed class TimeTravel(EmulatorClock clock, Exchange exchange, Followers followers) : IDisposable
{
    /// <summary>A follower that keeps saying "due now" without doing anything must not hold time for ever.</summary>
    private const int IdleRounds = 25;

    private readonly SemaphoreSlim _one = new(1, 1);

    public async Task<DateTimeOffset> Settle(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            await ComeToRest(cancel);
            return clock.GetUtcNow();
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<DateTimeOffset> AdvanceTo(DateTimeOffset target, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var wish = await ComeToRest(cancel);
            while (clock.GetUtcNow() < target)
            {
                clock.MoveTo(Earliest(clock.Agenda.NextDue, wish, target));
                wish = await ComeToRest(cancel);
            }

            return clock.GetUtcNow();
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private DateTimeOffset Earliest(DateTimeOffset? own, DateTimeOffset? wish, DateTimeOffset target)
    {
        var now = clock.GetUtcNow();
        var earliest = target;
        foreach (var due in new[] { own, wish })
        {
            if (due > now && due < earliest)
            {
                earliest = due.Value;
            }
        }

        return earliest;
    }

    private async Task<DateTimeOffset?> ComeToRest(CancellationToken cancel)
    {
        var idle = 0;
        while (true)
        {
            var before = exchange.Activity;
            await exchange.WhenIdle().WaitAsync(cancel);
            var rang = await exchange.RunDue();
            await exchange.WhenIdle().WaitAsync(cancel);
            var wish = await followers.Tell(cancel);
            await exchange.WhenIdle().WaitAsync(cancel);
            var quiet = !rang && exchange.Activity == before;
            if (quiet && (!(wish <= clock.GetUtcNow()) || ++idle >= IdleRounds))
            {
                return wish;
            }
        }
    }
}
