using CallCenter.Api.Features.EhrDelivery.Contracts;
using CallCenter.Api.Features.EhrDelivery.Domain;
using CallCenter.Api.Features.EhrDelivery.Endpoints;
using CallCenter.Api.Features.EhrDelivery.Fhir;
using CallCenter.Api.Features.EhrDelivery.Files;
using CallCenter.Api.Features.EhrDelivery.Jobs;
using CallCenter.Api.Features.Triage.Contracts;
using CallCenter.Api.Platform.Messaging;
using CallCenter.Api.Platform.Persistence;

namespace CallCenter.Api.Features.EhrDelivery;

public static class EhrDeliverySlice
{
    /// <summary>In Development its record is an empty one that someone has just started: patients may be registered there.</summary>
    private const string DemoPractice = "lakeside";

    public static void AddEhrDelivery(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<EhrOptions>().BindConfiguration(EhrOptions.Section)
            .Configure(o => o.CreatePatients ??= builder.Environment.IsDevelopment() ? [DemoPractice] : [])
            .Validate(o => !string.IsNullOrWhiteSpace(o.OutboxPath), "'Ehr:OutboxPath' is empty: practices without an endpoint need a folder.").ValidateOnStart();
        services.AddSingleton<DeliveryNews>();
        services.AddSingleton<DeliveryDispatch>();
        services.AddSingleton<IEhrDelivery, DeliveryQueue>();
        services.AddSingleton<IListenTo<NoteSigned>, DeliverSignedNotes>();
        services.AddSingleton<DeliveryRecorder>();
        services.AddSingleton<IOutboxHandler, DeliverySender>();
        services.AddSingleton<FhirHttp>();
        services.AddSingleton<FhirCharts>();
        services.AddSingleton<FhirFeatures>();
        services.AddSingleton<IDeliveryRoute, FhirRoute>();
        services.AddSingleton<IDeliveryRoute, FileRoute>();
    }

    public static void MapEhrDelivery(this WebApplication app) => DeliveryEndpoints.Map(app);
}
