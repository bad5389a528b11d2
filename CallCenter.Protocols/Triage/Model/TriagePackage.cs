using System.Text.Json.Serialization;

namespace CallCenter.Protocols.Triage.Model;

/// <summary>
/// Everything a call is triaged by, with one SHA-256 digest over the canonical bytes of all files.
/// A call pins its package from the first event to the end.
/// </summary>
public sealed class TriagePackage
{
    private readonly Dictionary<string, Disposition> _dispositions;
    private readonly Dictionary<string, Protocol> _protocols;
    private readonly Dictionary<string, Fact> _facts;

    [JsonConstructor]
    public TriagePackage(
        string digest, IReadOnlyList<Disposition> dispositions, IReadOnlyList<Fact> facts, IReadOnlyList<Floor> floors,
        IReadOnlyList<Protocol> protocols, IReadOnlyList<DangerWord> dangerWords, IReadOnlyList<Approval> approvals,
        IReadOnlyList<Approver>? approvers = null)
    {
        (Digest, Dispositions, Facts, Floors) = (digest, dispositions, facts, floors);
        (Protocols, DangerWords, Approvals, Approvers) = (protocols, dangerWords, approvals, approvers ?? []);
        _dispositions = dispositions.ToDictionary(d => d.Code);
        _protocols = protocols.ToDictionary(p => p.Id);
        _facts = facts.ToDictionary(f => f.Name);
    }

    public string Digest { get; }

    /// <summary>Most urgent first.</summary>
    public IReadOnlyList<Disposition> Dispositions { get; }
    public IReadOnlyList<Fact> Facts { get; }
    public IReadOnlyList<Floor> Floors { get; }
    public IReadOnlyList<Protocol> Protocols { get; }
    public IReadOnlyList<DangerWord> DangerWords { get; }
    public IReadOnlyList<Approval> Approvals { get; }

    /// <summary>Who may approve; empty where the practice keeps no list.</summary>
    public IReadOnlyList<Approver> Approvers { get; }

    [JsonIgnore]
    public Protocol Gate => Protocols.First(p => p.IsGate);

    [JsonIgnore]
    public Disposition MostUrgent => Dispositions[0];

    [JsonIgnore]
    public Disposition Cautious => _dispositions.GetValueOrDefault(Model.Disposition.Cautious) ?? Dispositions[0];

    public Disposition Disposition(string code) => _dispositions[code];
    public Disposition? FindDisposition(string code) => _dispositions.GetValueOrDefault(code);
    public int Rank(string code) => _dispositions[code].Rank;
    public Protocol? FindProtocol(string id) => _protocols.GetValueOrDefault(id);

    public Fact? FindFact(string name) => _facts.GetValueOrDefault(name);

    /// <summary>
    /// True when a named clinician has approved exactly these bytes and the approval is still in date.
    /// Outside Development a protocol for which this is false must not be used on a call.
    /// </summary>
    /// <param name="recorded">Approvals kept elsewhere than in the package's own files; the newest last.</param>
    public bool UsableOutsideDevelopment(string protocolId, DateOnly today, IReadOnlyList<Approval>? recorded = null) =>
        FindProtocol(protocolId) is { Status: not ProtocolStatus.Retired } protocol && ApprovalOf(protocol, recorded) is { } approval
        && (approval.ReviewBy ?? DateOnly.MaxValue) >= today && (protocol.Paper.ReviewBy ?? DateOnly.MaxValue) >= today;

    /// <summary>As above, without looking at review dates.</summary>
    public bool UsableOutsideDevelopment(string protocolId) => UsableOutsideDevelopment(protocolId, DateOnly.MinValue);

    /// <summary>Of several approvals of the same bytes the one that is good longest counts.</summary>
    public Approval? ApprovalOf(Protocol protocol, IReadOnlyList<Approval>? recorded = null) => Approvals.Concat(recorded ?? [])
        .Where(a => a.Protocol == protocol.Id && a.Version == protocol.Version && a.Digest == protocol.Digest)
        .MaxBy(a => a.ReviewBy ?? DateOnly.MaxValue);
}
