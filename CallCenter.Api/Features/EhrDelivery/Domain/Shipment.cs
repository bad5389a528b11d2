namespace CallCenter.Api.Features.EhrDelivery.Domain;

/// <summary>What a route needs to carry one delivery; no database behind it.</summary>
/// <param name="Connection">Null on the way by files.</param>
/// <param name="LookFirst">It may be there already.</param>
/// <param name="EncounterId">The record's id of the encounter it belongs to.</param>
/// <param name="FiledAs">Already acknowledged under this id: only confirm it.</param>
public sealed record Shipment(
    Guid DeliveryId, string PracticeId, DeliveryKind Kind, string BusinessKey, RenderedDocument Document, EhrConnection? Connection, bool LookFirst, string? EncounterId, string? FiledAs);

/// <summary>How one practice's record is reached.</summary>
/// <param name="CreatePatients">Register a missing patient instead of asking a person: for demonstrations and tests only.</param>
public sealed record EhrConnection(Uri BaseUrl, string MrnSystem, string DocumentSystem, bool CreatePatients);

/// <summary>What came of carrying it.</summary>
public sealed record ShipmentResult(ShipmentVerdict Verdict, DeliveryReason? Reason = null, string? EhrId = null, string? Proof = null, int? Status = null, TimeSpan? After = null)
{
    public static ShipmentResult Confirmed(string ehrId, string proof, int? status = null) => new(ShipmentVerdict.Confirmed, EhrId: ehrId, Proof: proof, Status: status);
    public static ShipmentResult Acknowledged(string ehrId, string proof, int? status = null) => new(ShipmentVerdict.Acknowledged, EhrId: ehrId, Proof: proof, Status: status);
    public static ShipmentResult NotSent(DeliveryReason reason, int? status = null, TimeSpan? after = null) => new(ShipmentVerdict.NotSent, reason, Status: status, After: after);
    public static ShipmentResult LostAnswer(DeliveryReason reason, int? status = null, TimeSpan? after = null) => new(ShipmentVerdict.LostAnswer, reason, Status: status, After: after);
    public static ShipmentResult NeedsPerson(DeliveryReason reason, int? status = null) => new(ShipmentVerdict.NeedsPerson, reason, Status: status);
}

public enum ShipmentVerdict { Acknowledged, Confirmed, NotSent, LostAnswer, NeedsPerson }

/// <summary>A way into a practice's record.</summary>
public interface IDeliveryRoute
{
    DeliveryRoute Route { get; }

    Task<ShipmentResult> CarryAsync(Shipment shipment, CancellationToken cancel);
}
