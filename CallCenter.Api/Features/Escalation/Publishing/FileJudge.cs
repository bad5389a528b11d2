using CallCenter.Agent.Wire;
using CallCenter.Api.Features.Escalation.Files;
using CallCenter.Api.Features.Escalation.Rotas;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using CallCenter.Protocols.Escalation.Simulation;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Publishing;

/// <summary>A text and everything the checks have to say about it.</summary>
/// <param name="File">Null: it cannot be read; the findings say why.</param>
/// <param name="Played">Null: the escalations ahead were not played through.</param>
internal sealed record JudgedFile(string Text, EscalationFile? File, IReadOnlyList<Finding> Findings, IReadOnlyList<NotRun> NotRun, int? Played)
{
    public IEnumerable<Finding> Errors => Findings.Where(f => f.Severity is Severity.Error);

    public IEnumerable<Finding> Warnings => Findings.Where(f => f.Severity is Severity.Warning);

    /// <summary>A warning is accepted as it reads: one that says something else has to be accepted anew.</summary>
    public static string KeyOf(Finding finding) => $"{finding.Code}: {finding.What}";

    public static FileFinding View(Finding f) => new(KeyOf(f), f.Code, f.Severity is Severity.Error ? "error" : "warning", f.Line, f.Column, f.What, f.WhatToDo);
}

/// <summary>
/// The one verifier, with what this installation knows: for a text being typed, for a publication, and for the night. Judged is the rota as it
/// would be lived: the text with the turns taken, swapped and imported beside it.
/// </summary>
internal sealed class FileJudge(EscalationFiles files, FileRegistry registry, LiveRotas live, TimeProvider clock)
{
    /// <param name="thorough">Also plays every protocol through, at every week boundary and holiday ahead.</param>
    public async Task<JudgedFile> JudgeAsync(CallCenterDbContext db, string practiceId, string text, bool thorough, CancellationToken cancel)
    {
        var name = EscalationFolder.FileName;
        var load = EscalationFileLoader.Load(name, text);
        if (load.File is not { } file) return new(text, null, load.Findings, [], null);
        if (file.Practice != practiceId)
            return new(text, null, [new("C15", Severity.Error, name, LineOf(text, "practice:"), 1, $"The text names practice '{file.Practice}'.", $"Write 'practice: {practiceId}'.")], [], null);
        var snapshot = await registry.SnapshotAsync(db, file, cancel);
        var now = Instant.FromDateTimeOffset(clock.GetUtcNow());
        var lived = await live.OverAsync(db, file, cancel);
        return await Task.Run(() => Judge(file, lived, text, snapshot, now, thorough), cancel);
    }

    private JudgedFile Judge(EscalationFile file, EscalationFile lived, string text, RegistrySnapshot snapshot, Instant now, bool thorough)
    {
        var verified = EscalationVerifier.Verify(lived, snapshot, now);
        var played = thorough ? Rehearsal.Run(lived, now) : null;
        return new(text, file, [.. Version(file, text).Concat(verified.Findings).Concat(played?.Findings ?? []).OrderByDescending(f => f.Severity).ThenBy(f => f.Line).ThenBy(f => f.Column)],
            [.. verified.NotRun.Concat(FileRegistry.Unknown).DistinctBy(n => (n.Code, n.Needs))], played?.Runs);
    }

    private IEnumerable<Finding> Version(EscalationFile file, string text)
    {
        if (files.InForce(file.Practice) is { } now && now.File.Hash != file.Hash && file.Version <= now.File.Version)
            yield return new("V01", Severity.Error, file.FileName, LineOf(text, "version:"), 1, $"The version is {file.Version}; the one in force is {now.File.Version} already.", $"Write 'version: {now.File.Version + 1}'.");
    }

    private static int LineOf(string text, string key) => text.Split('\n').Index().Where(l => l.Item.StartsWith(key, StringComparison.Ordinal)).Select(l => l.Index + 1).FirstOrDefault(1);
}
