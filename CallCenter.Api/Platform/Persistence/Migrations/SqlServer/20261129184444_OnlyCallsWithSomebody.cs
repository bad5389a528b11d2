using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CallCenter.Api.Platform.Persistence.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class OnlyCallsWithSomebody : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Calls_NurseId_State",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_PatientId_StartedAt",
                table: "Calls");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_NurseId_State",
                table: "Calls",
                columns: new[] { "NurseId", "State" },
                filter: "NurseId IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_PatientId_StartedAt",
                table: "Calls",
                columns: new[] { "PatientId", "StartedAt" },
                filter: "PatientId IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Calls_NurseId_State",
                table: "Calls");

            migrationBuilder.DropIndex(
                name: "IX_Calls_PatientId_StartedAt",
                table: "Calls");

            migrationBuilder.CreateIndex(
                name: "IX_Calls_NurseId_State",
                table: "Calls",
                columns: new[] { "NurseId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_Calls_PatientId_StartedAt",
                table: "Calls",
                columns: new[] { "PatientId", "StartedAt" });
        }
    }
}
