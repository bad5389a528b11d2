using System.Collections.Concurrent;
using CallCenter.Api.Platform.Observability;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>
/// The practices' escalation files, newest good version first. A changed file is read again when somebody asks; one that cannot
/// be understood is reported by code and the last good one stays in force.
/// </summary>
public sealed class EscalationFiles(EscalationFolder folder, ILogger<EscalationFiles> log)
{
    private readonly ConcurrentDictionary<string, Known> _newest = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, EscalationFile?> _pinned = new(StringComparer.Ordinal);

    /// <summary>The practice's file and its text, or null when there was never a good one.</summary>
    public (EscalationFile File, string Text)? Newest(string practiceId)
    {
        var known = _newest.GetValueOrDefault(practiceId);
        var stamp = folder.StampOf(practiceId);
        if (known is null || known.Stamp != stamp) known = Read(practiceId, stamp, known).Known;
        return known is { File: { } file, Text: { } text } ? (file, text) : null;
    }

    /// <summary>A version by the text that was stored with it; null when even that is not understood.</summary>
    public EscalationFile? Pinned(string hash, string text) =>
        _pinned.GetOrAdd(hash, _ => EscalationFileLoader.Load("pinned", text).File is { } file && file.Hash == hash ? file : null);

    /// <summary>Reads every practice's file; the findings that stand against publishing.</summary>
    public IReadOnlyList<string> ReadAll(DateTimeOffset now)
    {
        if (folder.Root is null) return ["The folder of the escalation files was not found. Set 'Protocols:Path'."];
        var errors = new List<string>();
        foreach (var practice in folder.Practices())
        {
            var (known, findings) = Read(practice, folder.StampOf(practice), _newest.GetValueOrDefault(practice));
            if (known.File is { } file && findings.Count == 0)
                findings = EscalationVerifier.Verify(file, RegistrySnapshot.Empty, Instant.FromDateTimeOffset(now)).Findings;
            errors.AddRange(findings.Where(f => f.Severity is Severity.Error).Select(f => f.ToString()));
        }

        return errors;
    }

    private (Known Known, IReadOnlyList<Finding> Findings) Read(string practiceId, long? stamp, Known? before)
    {
        var (file, text, findings) = Load(practiceId, stamp);
        if (file is null)
            log.LogError("The escalation file of {Practice} cannot be used ({Codes}); {InForce}", practiceId,
                findings.Count == 0 ? "unreadable" : string.Join(' ', findings.Where(f => f.Severity is Severity.Error).Select(f => $"{f.Code}@{f.Line}").Take(10)),
                before?.File is null ? "there is none in force" : "the last good one stays in force");
        var known = file is null ? new Known(stamp, before?.File, before?.Text) : new Known(stamp, file, text);
        _newest[practiceId] = known;
        return (known, findings);
    }

    private (EscalationFile? File, string? Text, IReadOnlyList<Finding> Findings) Load(string practiceId, long? stamp)
    {
        try
        {
            if (stamp is null || folder.TextOf(practiceId) is not { } text) return (null, null, []);
            var load = EscalationFileLoader.Load($"{practiceId}/{EscalationFolder.FileName}", text);
            if (load.File is { } file && file.Practice != practiceId)
                return (null, null, [new Finding("C15", Severity.Error, file.FileName, 1, 1, $"The file names practice '{file.Practice}'.", $"It lies in the folder of '{practiceId}'.")]);
            return (load.File, text, load.Findings);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            log.LogWarning("The escalation file of {Practice} cannot be read: {Failure}", practiceId, Codes.Of(failure));
            return (null, null, []);
        }
    }

    private sealed record Known(long? Stamp, EscalationFile? File, string? Text);
}
