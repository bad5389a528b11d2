using System.Collections.Frozen;

namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>The words of the wire: <c>escalation-note</c>, <c>needs-person</c>.</summary>
public static class DeliveryWords
{
    private static readonly FrozenDictionary<string, DeliveryState> States =
        Enum.GetValues<DeliveryState>().ToFrozenDictionary(Name, StringComparer.Ordinal);

    public static string Name<T>(T value) where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : c.ToString()));

    public static DeliveryState? State(string name) => States.TryGetValue(name, out var state) ? state : null;
}
