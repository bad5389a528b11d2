using CallCenter.Api.Features.Calls.Domain;

namespace CallCenter.Api.Features.Calls;

/// <summary>A caller in a list: initial and surname, never a number.</summary>
internal static class CallLabels
{
    public static string Of(Call call) => call.CallerKind switch
    {
        CallerKind.Patient => Short(call.CallerName),
        CallerKind.Caregiver => $"{Short(call.CallerName)} ({call.Relation ?? "caregiver"})",
        CallerKind.Unknown => "Unknown caller",
    };

    public static string Short(string? name)
    {
        var words = (name ?? "").Split(',')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length switch
        {
            0 => "Unknown caller",
            1 => words[0],
            _ => $"{words[0][0]}. {words[^1]}",
        };
    }
}
