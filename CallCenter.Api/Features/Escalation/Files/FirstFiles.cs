using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Features.Escalation.Publishing;
using CallCenter.Api.Platform.Observability;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Checking;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>
/// A practice that never had a version published gets the folder's as number 1, by nobody. From then on the folder is only a text that a
/// person may take as a candidate. Outside Development a first file with errors stops the start: without it every call would end at the
/// supervisor's desk.
/// </summary>
internal sealed class FirstFiles(
    EscalationFolder folder, EscalationFiles files, CommandWriter writer, TimeProvider clock, IHostEnvironment environment, ILogger<FirstFiles> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var loads = folder.Practices().Where(p => files.InForce(p) is null).Select(p => (Practice: p, Load: Read(p))).ToList();
        var errors = loads.SelectMany(l => Errors(l.Load)).Select(f => f.ToString()).ToList();
        if (folder.Root is null && files.All.Count == 0) errors.Add("The folder of the escalation files was not found. Set 'Protocols:Path'.");
        if (errors.Count > 0 && !environment.IsDevelopment())
            throw new InvalidOperationException("The escalation files have errors; correct them and start again:\n" + string.Join('\n', errors));
        foreach (var error in errors) log.LogError("Escalation files: {Finding}", error);
        var sound = loads.Where(l => l.Load.File is not null).ToList();
        if (sound.Count > 0) await PublishAsync([.. sound.Select(s => (s.Load.File!, s.Load.Text))], cancellationToken);
        foreach (var practice in folder.Practices().Where(Differs))
            log.LogInformation("The folder's escalation file of {Practice} differs from the published one, which stays in force; it can be taken as a candidate on the page Practice files", practice);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task PublishAsync(IReadOnlyList<(EscalationFile File, string Text)> first, CancellationToken cancel)
    {
        try
        {
            await writer.RunAtStartAsync(PracticeScope.Everything(ScopeBypass.StartUp), async (work, c) =>
            {
                foreach (var (file, text) in first)
                {
                    // Another host may have been first.
                    if (await work.Set<FilePublication>().AnyAsync(p => p.PracticeId == file.Practice, c)) continue;
                    await PinnedPlans.PinAsync(work, file, text, c);
                    work.Set<FilePublication>().Add(new FilePublication { PracticeId = file.Practice, Number = 1, Hash = file.Hash, At = work.Now, RecordJson = FileRecord.First.Write() });
                }
            }, cancel);
        }
        catch (DbUpdateException)
        {
            log.LogInformation("Another host made the first publications");
        }

        files.Follow();
    }

    private (EscalationFile? File, string Text, IReadOnlyList<Finding> Findings) Read(string practice)
    {
        var name = $"{practice}/{EscalationFolder.FileName}";
        try
        {
            var text = folder.TextOf(practice) ?? "";
            var load = EscalationFileLoader.Load(name, text);
            if (load.File is not { } file) return (null, text, load.Findings);
            return file.Practice == practice
                ? (file, text, EscalationVerifier.Verify(file, RegistrySnapshot.Empty, Instant.FromDateTimeOffset(clock.GetUtcNow())).Findings)
                : (null, text, [new Finding("C15", Severity.Error, name, 1, 1, $"The file names practice '{file.Practice}'.", $"It lies in the folder of '{practice}'.")]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return (null, "", [new Finding("C15", Severity.Error, name, 1, 1, $"The file cannot be read ({Codes.Of(failure)}).", "Let the program read it.")]);
        }
    }

    private static IEnumerable<Finding> Errors((EscalationFile? File, string Text, IReadOnlyList<Finding> Findings) load) => load.Findings.Where(f => f.Severity is Severity.Error);

    private bool Differs(string practice) => files.InForce(practice) is { } now && folder.OtherThan(now) is not null;
}
