namespace CallCenter.TwilioEmulator.Webhooks;

internal enum CallbackFate
{
    Deliver,
    Duplicate,
    Delay,
    Drop,
    Reorder,
}

internal enum RestFate
{
    Answer,
    ServerError,
    TooManyRequests,
    /// <summary>Nothing is done and nothing is answered.</summary>
    Timeout,
    /// <summary>The work is done, the answer is lost.</summary>
    LostAnswer,
}

/// <summary>The probabilities of what may go wrong, and the dice. A seed makes a bad day repeatable.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private Random _dice = new();
    private Setting _setting = new();

    public TimeSpan Delay => TimeSpan.FromSeconds(_setting.DelaySeconds);

    /// <summary>From a recording's end until its file is there and reported.</summary>
    public TimeSpan RecordingReadyAfter => TimeSpan.FromSeconds(_setting.RecordingSeconds);

    public Setting Current => _setting;

    public void Set(Setting setting)
    {
        lock (_gate)
        {
            _setting = setting;
            _dice = setting.Seed is { } seed ? new Random(seed) : new Random();
        }
    }

    public CallbackFate NextCallback() => Roll(
        CallbackFate.Deliver,
        (CallbackFate.Duplicate, _setting.Duplicate),
        (CallbackFate.Delay, _setting.Delay),
        (CallbackFate.Drop, _setting.Drop),
        (CallbackFate.Reorder, _setting.Reorder));

    public RestFate NextRest() => Roll(
        RestFate.Answer,
        (RestFate.ServerError, _setting.Rest5xx),
        (RestFate.TooManyRequests, _setting.Rest429),
        (RestFate.Timeout, _setting.RestTimeout),
        (RestFate.LostAnswer, _setting.RestLostAnswer));

    private T Roll<T>(T normal, params (T Fate, double Chance)[] chances)
    {
        lock (_gate)
        {
            var roll = _dice.NextDouble();
            foreach (var (fate, chance) in chances)
            {
                if ((roll -= chance) < 0)
                {
                    return fate;
                }
            }

            return normal;
        }
    }

    internal sealed record Setting
    {
        public int? Seed { get; init; }

        public double Duplicate { get; init; }

        public double Delay { get; init; }

        public double DelaySeconds { get; init; } = 30;

        public double Drop { get; init; }

        public double Reorder { get; init; }

        public double RecordingSeconds { get; init; } = 1;

        public double Rest5xx { get; init; }

        public double Rest429 { get; init; }

        public double RestTimeout { get; init; }

        public double RestLostAnswer { get; init; }
    }
}
