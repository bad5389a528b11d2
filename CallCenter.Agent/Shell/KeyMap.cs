namespace CallCenter.Agent.Shell;

/// <summary>A single key as delivered, and all that it does; several parts may use it, never two at once.</summary>
public sealed record SingleKey(string Delivered, string Does);

/// <summary>
/// Which key this nurse presses for which deed (WCAG 2.1.4). Parts of the console name a deed by the key it was
/// delivered with; only this map knows what is really pressed. No key ever means two things.
/// </summary>
public sealed class KeyMap
{
    /// <summary>Every single key of the console. A part that claims another one fails at once.</summary>
    public static readonly IReadOnlyList<SingleKey> All =
    [
        new("Y", "Yes to the question"), new("N", "No to the question"), new("U", "Not sure"), new("H", "Heard it without asking"),
        new("P", "Say it plainly"), new("L", "The whole ladder"), new("?", "Why this result"), new("Z", "Pause, go on"),
        new("O", "Hold the caller, take her back"), new("M", "Microphone off, on"), new("X", "Hand over the call; call off or close an escalation"),
        new("J", "Put my line back into the call"), new("E", "End the call"), new("9", "911 help"), new("D", "Decline an offered call"),
        new("T", "Transfer the call; an escalation taken by hand; take an on-call turn"), new("I", "Bring in an interpreter"), new("K", "Keypad tones"), new("Q", "Change the call's language"),
        new("G", "Go to another step of an escalation"), new("A", "Record the call, pause; hear a message"), new("B", "Call back a caller who was lost"), new("C", "Ring the numbers of the card"),
        new("R", "Ring the clinician now"), new("W", "Add a note to the escalation"),
        new("S", "Swap an on-call turn"), new("V", "Override an on-call turn"), new("[", "Earlier weeks of the rota"), new("]", "Later weeks of the rota"),
        new("1", "Listen silently to a nurse's call"), new("2", "Coach the nurse of it"), new("3", "Join both of it"), new("4", "Take it over"), new("0", "Stop listening"),
    ];

    private readonly Dictionary<string, string> _own = [];

    /// <summary>What to press for the deed delivered with this key. Longer names (F2, Enter) are never changed.</summary>
    public string Pressed(string delivered) => _own.GetValueOrDefault(Upper(delivered), delivered);

    /// <summary>The delivered key that this press stands for; null when it means nothing now.</summary>
    public string? Meant(string pressed)
    {
        if (pressed.Length != 1) return pressed;
        var key = Upper(pressed);
        return All.FirstOrDefault(k => Upper(Pressed(k.Delivered)) == key)?.Delivered;
    }

    /// <summary>Why this deed cannot have the key, with what to do; null when it can.</summary>
    public string? WhyNot(string delivered, string wished)
    {
        if (wished.Length != 1 || char.IsWhiteSpace(wished[0]) || char.IsControl(wished[0]) || char.IsSurrogate(wished[0]))
            return "Give one letter, digit or sign.";
        var holder = All.FirstOrDefault(k => k.Delivered != delivered && Upper(Pressed(k.Delivered)) == Upper(wished));
        return holder is null ? null : $"{Upper(wished)} is already “{holder.Does}”. Give that another key first.";
    }

    /// <summary>Gives the deed another key.</summary>
    /// <exception cref="ArgumentException"><see cref="WhyNot"/> has an answer.</exception>
    public void Put(string delivered, string wished)
    {
        if (All.All(k => k.Delivered != delivered)) throw new ArgumentException($"No single key '{delivered}' was delivered.", nameof(delivered));
        if (WhyNot(delivered, wished) is { } why) throw new ArgumentException(why, nameof(wished));
        if (Upper(wished) == delivered) _own.Remove(delivered);
        else _own[delivered] = Upper(wished);
    }

    public void Reset() => _own.Clear();
    public bool IsAsDelivered => _own.Count == 0;

    /// <summary>Pairs of delivered and own key, <c>"YJ NK"</c>: what the browser keeps.</summary>
    public string Write() => string.Join(' ', _own.Select(o => o.Key + o.Value));

    /// <summary>Takes what <see cref="Write"/> gave; as delivered when it is not whole, because half a map would surprise.</summary>
    public void Read(string? kept)
    {
        Reset();
        var pairs = kept?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (pairs.Any(p => p.Length != 2 || All.All(k => k.Delivered != p[..1]))) return;
        foreach (var pair in pairs) _own[pair[..1]] = Upper(pair[1..]);
        if (All.DistinctBy(k => Upper(Pressed(k.Delivered))).Count() < All.Count) Reset();
    }

    private static string Upper(string key) => key.ToUpperInvariant();
}
