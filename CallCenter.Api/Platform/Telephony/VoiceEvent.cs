namespace CallCenter.Api.Platform.Telephony;

/// <summary>Something the telephone network tells us, in neutral words.</summary>
/// <param name="Route">Which of our routes was asked, for example <c>voice/danger</c>.</param>
/// <param name="CallSid">The leg it is about.</param>
/// <param name="From">E.164, <c>client:identity</c>, or a word such as <c>anonymous</c>.</param>
/// <param name="Digits">Keys pressed; null when none.</param>
/// <param name="Speech">What was recognised; null when nothing.</param>
/// <param name="Own">What we put into the URL ourselves.</param>
/// <param name="Fields">Everything that was signed; an absent field reads as null through <see cref="this[string]"/>.</param>
public sealed record VoiceEvent(
    string Route, string CallSid, string From, string To, string? Digits, string? Speech,
    IReadOnlyDictionary<string, string> Own, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>A key, and the end of a dial, of a request that could not be stored: its answer asked the leg to come again with them.</summary>
    public const string CarriedKey = "key", CarriedDial = "dial";

    public string? this[string field] => Fields.TryGetValue(field, out var value) && value.Length > 0 ? value : null;

    public Guid? OwnId(string name) => Own.TryGetValue(name, out var text) && Guid.TryParseExact(text, "N", out var id) ? id : null;
}

/// <summary>A slice's answer to one kind of telephone event, inside the transaction that stores it.</summary>
public interface IVoiceRoute
{
    /// <summary>Path below <c>/twilio/</c>.</summary>
    string Route { get; }

    /// <summary>True: the leg waits for instructions. False: a callback, answered with an empty 204.</summary>
    bool Speaks { get; }

    Task<VoiceScript> AnswerAsync(Persistence.UnitOfWork work, VoiceEvent voice, CancellationToken cancel);
}
