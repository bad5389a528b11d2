using System.Security.Cryptography;
using System.Text.Json;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.Escalation.Domain;

/// <summary>One line of the escalation note. Lines are only ever added, each bound to the one before by its hash.</summary>
public sealed class EscalationLine : IBelongsToPractice
{
    public Guid Id { get; init; }
    public Guid EscalationId { get; init; }
    public required string PracticeId { get; init; }

    /// <summary>From 1, without a gap.</summary>
    public int Number { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>The practice's own clock, as a person reads it.</summary>
    public required string LocalTime { get; init; }

    public required string Actor { get; init; }
    public required string What { get; init; }

    /// <summary>Ids and codes: the leg, the key pressed, what picked up.</summary>
    public string? Evidence { get; init; }

    public required string PreviousHash { get; init; }
    public string Hash { get; set; } = "";
}

/// <summary>The chain that shows whether a line was changed, removed or slipped in.</summary>
public static class NoteChain
{
    public const string Beginning = "0";

    public static string Hash(EscalationLine line)
    {
        // A JSON array: no two different lines have the same canonical text, whatever characters they hold.
        var canonical = JsonSerializer.SerializeToUtf8Bytes<object?[]>(
            [line.EscalationId, line.Number, line.At.UtcTicks, line.LocalTime, line.Actor, line.What, line.Evidence, line.PreviousHash]);
        return Convert.ToHexStringLower(SHA256.HashData(canonical));
    }

    /// <summary>The number of the first line that does not fit, or null when the whole record stands.</summary>
    /// <param name="length">How many lines the escalation says it has.</param>
    public static int? FirstBroken(IEnumerable<EscalationLine> lines, int length, string lastHash)
    {
        var (previous, number) = (Beginning, 0);
        foreach (var line in lines.OrderBy(l => l.Number))
        {
            number++;
            if (line.Number != number || line.PreviousHash != previous || line.Hash != Hash(line)) return number;
            previous = line.Hash;
        }

        return number == length && previous == lastHash ? null : number + 1;
    }
}
