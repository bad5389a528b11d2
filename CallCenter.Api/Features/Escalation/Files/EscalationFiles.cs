using System.Collections.Concurrent;
using System.Collections.Frozen;
using CallCenter.Api.Features.Escalation.Persistence;
using CallCenter.Api.Platform.Persistence;
using CallCenter.Protocols.Escalation.Loading;
using CallCenter.Protocols.Escalation.Model;
using Microsoft.EntityFrameworkCore;

namespace CallCenter.Api.Features.Escalation.Files;

/// <summary>
/// The practices' escalation files in force: of each the version that was published last. The database is the truth; what is held here is
/// swapped as one reference when somebody has published. The folder is where the first version comes from (<see cref="FirstFiles"/>).
/// </summary>
public sealed class EscalationFiles(Database database, ILogger<EscalationFiles> log)
{
    private static readonly PracticeScope Scope = PracticeScope.Everything(ScopeBypass.StartUp);

    private readonly ConcurrentDictionary<string, EscalationFile?> _pinned = new(StringComparer.Ordinal);
    private readonly Lock _one = new();
    private FrozenDictionary<string, PublishedFile>? _inForce;

    /// <summary>The practice's version in force, or null when none was ever published.</summary>
    public PublishedFile? InForce(string practiceId) => All.GetValueOrDefault(practiceId);

    /// <summary>Its file and text.</summary>
    public (EscalationFile File, string Text)? Newest(string practiceId) => InForce(practiceId) is { } known ? (known.File, known.Text) : null;

    /// <summary>A version by the text that was stored with it; null when even that is not understood.</summary>
    public EscalationFile? Pinned(string hash, string text) =>
        _pinned.GetOrAdd(hash, _ => EscalationFileLoader.Load("pinned", text).File is { } file && file.Hash == hash ? file : null);

    internal IReadOnlyDictionary<string, PublishedFile> All => _inForce ?? Read();

    /// <summary>Takes over what this or another host has published.</summary>
    /// <returns>The practices whose version is another one now.</returns>
    internal IReadOnlyList<string> Follow()
    {
        var before = _inForce;
        var now = Read();
        return [.. now.Where(n => before?.GetValueOrDefault(n.Key)?.Number != n.Value.Number).Select(n => n.Key)];
    }

    // Read once before anything can be armed, then only when somebody has published: waiting for it here is rarer than a start.
    private FrozenDictionary<string, PublishedFile> Read()
    {
        lock (_one)
        {
            using var db = database.Read(Scope);
            var newest = db.Set<FilePublication>().GroupBy(p => p.PracticeId).Select(g => new { g.Key, Number = g.Max(p => p.Number) }).ToList();
            var known = _inForce ?? FrozenDictionary<string, PublishedFile>.Empty;
            if (newest.Count == known.Count && newest.TrueForAll(n => known.GetValueOrDefault(n.Key)?.Number == n.Number)) return _inForce = known;
            return _inForce = newest.Select(n => known.GetValueOrDefault(n.Key) is { } same && same.Number == n.Number ? same : Load(db, n.Key, n.Number))
                .OfType<PublishedFile>().ToFrozenDictionary(p => p.File.Practice, StringComparer.Ordinal);
        }
    }

    private PublishedFile? Load(CallCenterDbContext db, string practiceId, int number)
    {
        var publication = db.Set<FilePublication>().Single(p => p.PracticeId == practiceId && p.Number == number);
        var text = db.Set<PinnedFile>().Where(f => f.PracticeId == practiceId && f.Hash == publication.Hash).Select(f => f.Text).FirstOrDefault();
        if (text is not null && Pinned(publication.Hash, text) is { } file) return new(number, file, text, publication.At, publication.Publisher, publication.Reason);
        // Only a program older than the text comes here.
        log.LogError("Publication {Number} of {Practice}'s escalation file cannot be read; its supervisor's desk is asked", number, practiceId);
        return null;
    }
}

/// <summary>A version of a practice's file, in force since then.</summary>
public sealed record PublishedFile(int Number, EscalationFile File, string Text, DateTimeOffset Since, string? Publisher, string? Reason);
