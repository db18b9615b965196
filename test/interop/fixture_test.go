package interop

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/grafana/grafana-plugin-sdk-go/data"
	"github.com/grafana/grafana-plugin-sdk-go/genproto/pluginv2"
)

const arrowFile = "application/vnd.apache.arrow.file"

// fixture stands in for a collector where one is wanted that fails, stalls or answers the same at once every time.
func fixture(t *testing.T, answer http.HandlerFunc) *pluginv2.PluginContext {
	t.Helper()
	server := httptest.NewServer(answer)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return contextFor(server.URL, "secret", "Viewer")
}

// answerFrame answers every query with the same three numbers, as the SDK itself encodes them.
func answerFrame(t *testing.T) http.HandlerFunc {
	t.Helper()
	one, none := 0.25, (*float64)(nil)
	frame := data.NewFrame("drift.psi",
		data.NewField("feature", nil, []string{"AGEP", "ESR", "SCHL"}),
		data.NewField("value", nil, []*float64{&one, none, &one}),
	).SetMeta(&data.FrameMeta{Type: data.FrameTypeNumericLong, TypeVersion: data.FrameTypeVersion{0, 1}})
	bytes, err := frame.MarshalArrow()
	if err != nil {
		t.Fatal(err)
	}
	return func(writer http.ResponseWriter, request *http.Request) {
		_, _ = io.Copy(io.Discard, request.Body)
		writer.Header().Set("Content-Type", arrowFile)
		_, _ = writer.Write(bytes)
	}
}

func refuse(status int, problem object) http.HandlerFunc {
	return func(writer http.ResponseWriter, _ *http.Request) {
		writer.Header().Set("Content-Type", "application/problem+json")
		writer.WriteHeader(status)
		_ = json.NewEncoder(writer).Encode(problem)
	}
}

var (
	from = time.UnixMilli(1_790_812_800_000)
	to   = from.Add(6 * time.Hour)
	psi  = object{"measure": "drift.psi", "model": "employment", "shape": "snapshot"}
)
