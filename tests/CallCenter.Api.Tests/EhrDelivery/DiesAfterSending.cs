using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.EhrDelivery.Fhir;
using Microsoft.Extensions.DependencyInjection;

namespace CallCenter.Api.Tests.EhrDelivery;

/// <summary>Sends for real, and never comes back to record it: what a kill between the two looks like to the database.</summary>
internal sealed class DiesAfterSending(IServiceProvider services) : IDeliveryRoute
{
    private int _sent;

    public DeliveryRoute Route => DeliveryRoute.Fhir;

    public static void Replace(IServiceCollection services)
    {
        services.Remove(services.Single(s => s.ServiceType == typeof(IDeliveryRoute) && s.ImplementationType == typeof(FhirRoute)));
        services.AddSingleton<FhirRoute>();
        services.AddSingleton<DiesAfterSending>();
        services.AddSingleton<IDeliveryRoute>(s => s.GetRequiredService<DiesAfterSending>());
    }

    public static int Sent(SliceHost host) => Volatile.Read(ref host.Services.GetRequiredService<DiesAfterSending>()._sent);

    public async Task<ShipmentResult> CarryAsync(Shipment shipment, CancellationToken cancel)
    {
        await services.GetRequiredService<FhirRoute>().CarryAsync(shipment, cancel);
        Interlocked.Increment(ref _sent);
        await Task.Delay(Timeout.Infinite, cancel);
        throw new InvalidOperationException("unreachable");
    }
}
