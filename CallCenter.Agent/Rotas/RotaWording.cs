using CallCenter.Agent.Wire;

namespace CallCenter.Agent.Rotas;

/// <summary>Words of the on-call pages.</summary>
public static class RotaWording
{
    /// <summary>The names behind contact ids, in their order.</summary>
    public static string Names(RotaView rota, IReadOnlyList<string> people) => people.Count == 0 ? "nobody" : string.Join(", ", people.Select(p => Name(rota, p)));

    /// <summary>The name behind one contact id.</summary>
    public static string Name(RotaView rota, string contactId) => rota.People.FirstOrDefault(p => p.ContactId == contactId)?.Name ?? contactId;

    /// <summary>"christmas-day" as people write it.</summary>
    public static string Holiday(string name) => name.Contains(' ', StringComparison.Ordinal) ? name : string.Join(' ', name.Split('-').Select(w => w.Length == 0 ? w : char.ToUpperInvariant(w[0]) + w[1..]));

    /// <summary>A state of a change.</summary>
    public static string State(string state) => state switch
    {
        "in-force" => "in force", "offered" => "waits for the other’s yes", "lapsed" => "lapsed: nobody agreed in time", _ => state,
    };

    /// <summary>A kind of change.</summary>
    public static string Kind(string kind) => kind switch { "take" => "Turn taken", "swap" => "Swap", _ => "Override" };

    /// <summary>Why a notice still waits.</summary>
    public static string Waiting(RotaNoticeView notice) => (notice.Kind, notice.State) switch
    {
        ("swap-asked", _) => "is asked to agree to a swap",
        (_, "missed") => "has not answered the hand-off notice: ring her",
        (_, "failed") => "could not be told of the turn: ring her",
        _ => "is told of the turn; an answer is waited for",
    };

    /// <summary>Refusals that an explicit yes with the reason overcomes.</summary>
    public static bool MayConfirm(string? code, RotaView rota) => code == "rota-findings" || (code == "rota-gap" && rota.MayDecide);
}
