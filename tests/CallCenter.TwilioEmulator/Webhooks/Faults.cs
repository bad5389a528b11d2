namespace CallCenter.TwilioEmulator.Webhooks;

/// <summary>Decides what goes wrong: the aimed faults first, then the dice. A seed makes a bad day repeatable.</summary>
internal sealed class Faults
{
    private readonly Lock _gate = new();
    private Random _dice = new();
    // Of their own: the days that seeds are known by were thrown without questions.
    private Random _questionDice = new();
    private FaultSetting _setting = new();

    /// <summary>From a recording's end until its file is there and reported.</summary>
    public TimeSpan RecordingReadyAfter => TimeSpan.FromSeconds(_setting.RecordingSeconds);

    public FaultSetting Current => _setting;

    public void Set(FaultSetting setting)
    {
        lock (_gate)
        {
            _setting = setting;
            _dice = Dice(setting);
            _questionDice = Dice(setting);
        }
    }

    public (CallbackFate Fate, TimeSpan Late) NextCallback(WebhookRequest request) => Roll(
        _dice,
        Occasion.Of(request),
        CallbackFate.Deliver,
        (CallbackFate.Duplicate, "duplicate", _setting.Duplicate),
        (CallbackFate.Delay, "delay", _setting.Delay),
        (CallbackFate.Drop, "drop", _setting.Drop),
        (CallbackFate.Reorder, "reorder", _setting.Reorder),
        (CallbackFate.DuplicateTogether, "duplicateTogether", _setting.DuplicateTogether),
        (CallbackFate.DuplicateLate, "duplicateLate", _setting.DuplicateLate));

    public (QuestionFate Fate, TimeSpan Late) NextQuestion(WebhookRequest request) => Roll(
        _questionDice,
        Occasion.Of(request),
        QuestionFate.Once,
        (QuestionFate.Twice, "askTwice", _setting.AskTwice),
        (QuestionFate.Together, "askTogether", _setting.AskTogether),
        (QuestionFate.Late, "askLate", _setting.AskLate));

    public RestFate NextRest(Occasion occasion) => Roll(
        _dice,
        occasion,
        RestFate.Answer,
        (RestFate.ServerError, "rest5xx", _setting.Rest5xx),
        (RestFate.TooManyRequests, "rest429", _setting.Rest429),
        (RestFate.Timeout, "restTimeout", _setting.RestTimeout),
        (RestFate.LostAnswer, "restLostAnswer", _setting.RestLostAnswer),
        (RestFate.BadGateway, "rest502", _setting.Rest502),
        (RestFate.Unavailable, "rest503", _setting.Rest503),
        (RestFate.CutBody, "restCutBody", _setting.RestCutBody),
        (RestFate.Silence, "restSilence", _setting.RestSilence)).Fate;

    private static Random Dice(FaultSetting setting) => setting.Seed is { } seed ? new Random(seed) : new Random();

    private (T Fate, TimeSpan Late) Roll<T>(Random dice, Occasion occasion, T normal, params (T Fate, string Name, double Chance)[] chances)
    {
        lock (_gate)
        {
            var late = TimeSpan.FromSeconds(_setting.DelaySeconds);
            foreach (var aim in _setting.Aimed)
            {
                var named = Array.FindIndex(chances, c => c.Name == aim.Fault);
                if (named >= 0 && aim.Takes(occasion, dice))
                {
                    return (chances[named].Fate, aim.Seconds is { } seconds ? TimeSpan.FromSeconds(seconds) : late);
                }
            }

            var roll = dice.NextDouble();
            foreach (var (fate, _, chance) in chances)
            {
                if ((roll -= chance) < 0)
                {
                    return (fate, late);
                }
            }

            return (normal, late);
        }
    }
}
